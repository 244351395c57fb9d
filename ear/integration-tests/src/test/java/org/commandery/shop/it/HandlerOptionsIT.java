package org.commandery.shop.it;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.commandery.eventstore.Checkpoints.Checkpoint;
import org.commandery.eventstore.DeadLetter;
import org.commandery.eventstore.Segment;
import org.commandery.shop.it.DeliveryStore.Handled;
import org.commandery.shop.it.delivery.Noted;
import org.commandery.shop.it.delivery.Noted.Failure;
import org.commandery.shop.it.delivery.Records;
import org.commandery.shop.it.options.Batched;
import org.commandery.shop.it.options.Deciding;
import org.commandery.shop.it.options.Divided;
import org.commandery.shop.it.options.Parking;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.as.controller.client.ModelControllerClient;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The options of message-driven beans that handle events, on a real server (H12, H13, H19, H20, H22, H24, J06, C11, C14). */
@ArquillianTest
@Timeout(value = 240, unit = SECONDS)
class HandlerOptionsIT {

    private static final String OPTIONS = "options";

    @ArquillianResource
    private Deployer deployer;

    private ModelControllerClient server;
    private DeliveryStore store;
    private long before;

    @Deployment(name = OPTIONS, managed = false, testable = false)
    static EnterpriseArchive options() {
        return DeliveryArchives.application(
                "options.ear", Batched.class, Divided.class, Parking.class, Deciding.class, Records.class);
    }

    @BeforeEach
    void open() throws Exception {
        server = ModelControllerClient.Factory.create("127.0.0.1", Integer.getInteger("test.management.port"));
        DeliveryStore.addDataSource(server);
        store = new DeliveryStore();
        before = store.events().head();
        deployer.deploy(OPTIONS);
        for (String name : List.of("batched", "deciding", "parking", "divided#3/4")) {
            await().until(() -> store.checkpoint("delivery." + name) >= before);
        }
    }

    @AfterEach
    void close() throws Exception {
        deployer.undeploy(OPTIONS);
        store.close();
        server.close();
    }

    @Test
    void eventsComeInBatchesAndABatchThatFailsComesOneByOne() throws Exception {
        List<Noted> events = new ArrayList<>(Collections.nCopies(24, Noted.quietly()));
        events.set(14, new Noted(Failure.CHECKED_EXCEPTION, 1, 0));

        store.append("batched", events);

        await().until(() -> store.handled("delivery.batched", before).size() >= 24);
        List<Handled> handled = store.handled("delivery.batched", before);
        assertThat(handled).extracting(Handled::position).containsExactlyElementsOf(all(24));
        assertThat(handled.subList(0, 10)).extracting(Handled::attempts).containsOnly(10);
        assertThat(handled.subList(10, 20)).extracting(Handled::attempts).containsOnly(1);
        assertThat(handled.subList(20, 24)).extracting(Handled::attempts).containsOnly(4);
    }

    @Test
    void segmentsWorkAtTheSameTimeAndKeepTheOrderOfAStream() throws Exception {
        for (int round = 0; round < 20; round++) {
            for (int stream = 0; stream < 10; stream++) {
                store.appendQuiet("divided-" + stream, 1);
            }
        }

        await().until(() -> store.handled("delivery.divided", before).size() >= 200);
        List<Long> handled = store.handled("delivery.divided", before).stream()
                .map(Handled::position)
                .toList();
        assertThat(handled.stream().sorted()).containsExactlyElementsOf(all(200));
        IntStream.range(0, 10)
                .forEach(stream -> assertThat(
                                handled.stream().filter(position -> (position - before - 1) % 10 == stream))
                        .as("stream " + stream)
                        .isSorted());
        assertThat(Segment.of("delivery.divided", 4))
                .allSatisfy(segment -> assertThat(store.events().checkpoints().find(segment.name()))
                        .map(Checkpoint::owner)
                        .isPresent());
    }

    @Test
    void whatCannotBeHandledIsPutAsideWithWhatFollowsItAndHandledLater() throws Exception {
        store.append(
                "parking-a", List.of(Noted.quietly(), new Noted(Failure.CHECKED_EXCEPTION, 3, 0), Noted.quietly()));
        store.appendQuiet("parking-b", 2);

        await().until(() -> store.handled("delivery.parking", before).size() >= 3);
        await().until(() ->
                store.events().deadLetters().list("delivery.parking", 0, 10).size() == 2);
        assertThat(store.handled("delivery.parking", before))
                .extracting(Handled::position)
                .containsExactly(before + 1, before + 4, before + 5);
        List<DeadLetter> letters = store.events().deadLetters().list("delivery.parking", 0, 10);
        assertThat(letters).extracting(DeadLetter::position).containsExactly(before + 2, before + 3);
        assertThat(letters.get(0).attempts()).isEqualTo(2);
        assertThat(letters.get(0).error()).contains("java.io.IOException: failed as told");

        // How often it fails before depends on whether it was in a batch at first.
        await().pollInterval(1, SECONDS).atMost(60, SECONDS).until(() -> {
            store.events().deadLetters().retry("delivery.parking", null);
            return store.events().deadLetters().counts().isEmpty();
        });
        assertThat(store.handled("delivery.parking", before))
                .extracting(Handled::position)
                .containsExactly(before + 1, before + 4, before + 5, before + 2, before + 3);
    }

    @Test
    void aHandlerThatDecidesItselfIsAskedAndIsToldOfCommits() throws Exception {
        store.append("deciding", List.of(Noted.quietly(), new Noted(Failure.CHECKED_EXCEPTION, 3, 0), Noted.quietly()));
        store.appendQuiet("deciding-not", 1);

        await().until(() -> store.handled("delivery.deciding/committed", before).size() >= 2);
        await().until(() -> store.checkpoint("delivery.deciding") >= before + 3);
        assertThat(store.handled("delivery.deciding", before))
                .extracting(Handled::position)
                .containsExactly(before + 1, before + 3);
        assertThat(store.handled("delivery.deciding/committed", before))
                .extracting(Handled::position)
                .containsExactly(before + 1, before + 3);
    }

    @Test
    void aHandlerThatIsPausedGetsNothingUntilItIsResumed() throws Exception {
        store.events().checkpoints().pause("delivery.parking", "the test says so");
        store.appendQuiet("parking-c", 3);
        store.appendQuiet("deciding", 1);
        await().until(() -> store.handled("delivery.deciding", before).size() == 1);

        assertThat(store.handled("delivery.parking", before)).isEmpty();
        store.events().checkpoints().resume("delivery.parking");

        await().atMost(30, SECONDS)
                .until(() -> store.handled("delivery.parking", before).size() == 3);
    }

    private List<Long> all(int count) {
        return LongStream.rangeClosed(before + 1, before + count).boxed().toList();
    }
}
