package org.commandery.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.commandery.eventstore.conformance.Events.events;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.commandery.eventstore.Checkpoints.Lease;
import org.commandery.eventstore.DeadLetter;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.tools.TestStores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineToolTest {

    private final String schema = TestStores.newName();

    /** What a command answered: its exit code and what it printed. */
    private record Answer(int code, String output) {}

    @Test
    void aStoreIsCreatedInitializedAndDroppedAndEachStepCanBeRepeated() {
        assertThat(run("create").output()).contains("schema '%s' was created".formatted(schema));
        assertThat(run("create").output()).contains("is there already");

        assertThat(run("migrations").code()).isEqualTo(1);
        assertThat(run("init").output()).contains("holds an event store now");
        assertThat(run("init").output()).contains("already");
        assertThat(run("migrate").output()).contains("up to date");
        Answer listed = run("migrations");
        assertThat(listed.code()).isZero();
        assertThat(listed.output()).contains("tables", "append").doesNotContain("pending");

        assertThat(run("drop").code()).isEqualTo(2);
        assertThat(run("drop", "--yes").output()).contains("is gone");
        assertThat(run("drop", "--yes").output()).contains("there is no schema");
    }

    @Test
    void aStoreIsExportedAndImported(@TempDir Path directory) {
        run("init");
        try (EventStore store = TestStores.open(schema)) {
            store.append("a", ExpectedVersion.ANY, events(7));
        }
        String file = directory.resolve("events.jsonl").toString();

        assertThat(run("export", file).output()).contains("exported 7 events");
        run("drop", "--yes");
        run("init");
        assertThat(run("import", file).output()).contains("imported 7 events");
        try (EventStore store = TestStores.open(schema)) {
            assertThat(store.readForward("a", 1, 10)).hasSize(7);
        }
    }

    @Test
    void subscriptionsAreListedWithHowFarTheyAreBehind() {
        run("init");
        try (EventStore store = TestStores.open(schema)) {
            store.append("a", ExpectedVersion.ANY, events(7));
            store.checkpoints().open("ordering.orders", 4);
        }

        assertThat(run("subscriptions").output()).containsPattern("ordering.orders +4 +3");
    }

    @Test
    void aSubscriptionIsListedWithItsSegmentsItsDeadLettersAndWhyItIsPaused() {
        run("init");
        try (EventStore store = TestStores.open(schema)) {
            store.append("a", ExpectedVersion.ANY, events(7));
            store.checkpoints().divide("ordering.orders", 2, 4);
            Lease lease = store.checkpoints()
                    .claim("ordering.orders#1/2", "node", Duration.ofMinutes(1))
                    .orElseThrow();
            store.checkpoints()
                    .advance(lease, 4, 6, "ordering.orders", List.of(new DeadLetter.Parking(6, "a", "failed", 1)));
        }

        assertThat(run("subscriptions").output())
                .containsPattern("ordering.orders +4 +3 +2 +1 +on node")
                .containsPattern("segment 0 +4 +3 +on no node")
                .containsPattern("segment 1 +6 +1 +on node");
        assertThat(run("subscriptions", "pause", "ordering.orders", "--reason", "the printer burns")
                        .code())
                .isZero();
        assertThat(run("subscriptions").output()).contains("paused: the printer burns");
        assertThat(run("subscriptions", "resume", "ordering.orders").code()).isZero();
        assertThat(run("subscriptions").output()).doesNotContain("paused");
    }

    @Test
    void aSubscriptionIsMovedAndResetAndItsDeadLettersAreDropped() {
        run("init");
        try (EventStore store = TestStores.open(schema)) {
            store.append("a", ExpectedVersion.ANY, events(7));
            store.checkpoints().open("ordering.orders", 4);
            Lease lease = store.checkpoints()
                    .claim("ordering.orders", "node", Duration.ofMinutes(1))
                    .orElseThrow();
            store.checkpoints()
                    .advance(lease, 4, 6, "ordering.orders", List.of(new DeadLetter.Parking(6, "a", "failed", 1)));
        }

        assertThat(run("subscriptions", "move", "ordering.orders", "2").output())
                .contains("goes on after 2");
        assertThat(run("subscriptions").output()).containsPattern("ordering.orders +2 +5 +1 +1");
        assertThat(run("subscriptions", "reset", "ordering.orders").output())
                .contains("1 dead letters are dropped", "beforeReset was not called");
        assertThat(run("subscriptions").output()).containsPattern("ordering.orders +0 +7 +1 +0");
    }

    @Test
    void deadLettersAreListedPageByPageDeliveredAgainAndDropped() {
        run("init");
        try (EventStore store = TestStores.open(schema)) {
            store.append("a", ExpectedVersion.ANY, events(7));
            store.checkpoints().open("ordering.orders", 0);
            Lease lease = store.checkpoints()
                    .claim("ordering.orders", "node", Duration.ofMinutes(1))
                    .orElseThrow();
            store.checkpoints()
                    .advance(
                            lease,
                            0,
                            6,
                            "ordering.orders",
                            List.of(
                                    new DeadLetter.Parking(2, "a", "no such order\n\tat somewhere", 3),
                                    new DeadLetter.Parking(4, "a", null, 0),
                                    new DeadLetter.Parking(5, "b", "failed", 1)));
        }

        assertThat(run("dead-letters").output()).containsPattern("ordering.orders +3");
        assertThat(run("dead-letters", "list", "ordering.orders").output())
                .containsPattern("2 +a +3 +resting .* no such order\n")
                .containsPattern("4 +a +0 +resting .* behind another one of its key")
                .containsPattern("5 +b +1 ")
                .doesNotContain("somewhere", "--after");
        assertThat(run("dead-letters", "list", "ordering.orders", "--limit", "2")
                        .output())
                .contains("--after 4")
                .doesNotContain("failed");
        assertThat(run("dead-letters", "list", "ordering.orders", "--after", "4")
                        .output())
                .contains("failed")
                .doesNotContain("no such order");

        assertThat(run("dead-letters", "retry", "ordering.orders", "--key", "a").output())
                .contains("2 dead letters of 'ordering.orders' are to be delivered again");
        assertThat(run("dead-letters", "list", "ordering.orders").output())
                .containsPattern("2 +a +3 +retrying")
                .containsPattern("5 +b +1 +resting");
        assertThat(run("dead-letters", "drop", "ordering.orders", "--position", "4")
                        .code())
                .isZero();
        assertThat(run("dead-letters", "drop", "ordering.orders", "--key", "a").output())
                .contains("1 dead letters of 'ordering.orders' are dropped");
        assertThat(run("dead-letters", "retry", "ordering.orders").code()).isZero();
        assertThat(run("dead-letters", "drop", "ordering.orders", "--all").code())
                .isZero();
        Answer none = run("dead-letters", "drop", "ordering.orders", "--all");
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.output()).contains("'ordering.orders' has no such dead letters");
    }

    @Test
    void whichDeadLettersAreMeantHasToBeSaid() {
        run("init");

        for (String operation : List.of("list", "retry")) {
            Answer answer = run("dead-letters", operation, "nobody");
            assertThat(answer.code()).isEqualTo(1);
            assertThat(answer.output()).contains("there is no subscription 'nobody'");
        }
        assertThat(run("dead-letters", "drop", "nobody").code()).isEqualTo(2);
        assertThat(run("dead-letters", "drop", "nobody", "--all", "--key", "a").code())
                .isEqualTo(2);
        assertThat(run("dead-letters", "list", "nobody", "--limit", "0").code()).isEqualTo(2);
    }

    @Test
    void anOperationOnASubscriptionThatIsNotThereSaysSo() {
        run("init");

        for (String operation : List.of("pause", "resume", "reset")) {
            Answer answer = run("subscriptions", operation, "nobody");
            assertThat(answer.code()).isEqualTo(1);
            assertThat(answer.output()).contains("there is no subscription 'nobody'");
        }
        assertThat(run("subscriptions", "move", "nobody", "0").code()).isEqualTo(1);
        assertThat(run("subscriptions", "move", "nobody", "1").output()).contains("from 0 to 0");
        assertThat(run("subscriptions", "move", "nobody", "far").code()).isEqualTo(2);
    }

    @Test
    void aStoreThatIsNotThereIsSaidInALine() {
        Answer answer = run("subscriptions");

        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.output()).contains("holds no event store").doesNotContain("\tat ");
    }

    private Answer run(String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of(command, "--url", TestStores.url(), "--schema", schema));
        arguments.addAll(List.of(more));
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        PrintStream out = System.out;
        PrintStream err = System.err;
        try (PrintStream captured = new PrintStream(output, true, StandardCharsets.UTF_8)) {
            System.setOut(captured);
            System.setErr(captured);
            int code = CommandLineTool.run(arguments.toArray(String[]::new));
            return new Answer(code, output.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}
