package org.commandery.shop.it;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.commandery.shop.it.DeliveryStore.Handled;
import org.commandery.shop.it.delivery.Noted;
import org.commandery.shop.it.delivery.Noted.Failure;
import org.commandery.shop.it.delivery.Notes;
import org.commandery.shop.it.delivery.Records;
import org.commandery.shop.it.delivery.Untransacted;
import org.commandery.shop.it.delivery.wrong.HandlesNothing;
import org.commandery.shop.it.delivery.wrong.Misconfigured;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.as.controller.client.ModelControllerClient;
import org.jboss.dmr.ModelNode;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The promise of delivery, on a real server: each event is handled exactly once and in order, whatever a handler throws and whenever it is stopped. */
@ArquillianTest
@Timeout(value = 240, unit = SECONDS)
class DeliveryIT {

    private static final String DELIVERY = "delivery";
    private static final String NOTES = "delivery.notes";
    private static final String UNTRANSACTED = "delivery.untransacted";
    private static final int CYCLES = 6;

    @ArquillianResource
    private Deployer deployer;

    private ModelControllerClient server;
    private DeliveryStore store;
    private boolean deployed;

    @Deployment(name = DELIVERY, managed = false, testable = false)
    static EnterpriseArchive delivery() {
        return DeliveryArchives.application("delivery.ear", Notes.class, Records.class);
    }

    @Deployment(name = "untransacted", managed = false, testable = false)
    static EnterpriseArchive untransacted() {
        return DeliveryArchives.application("untransacted.ear", Untransacted.class, Records.class);
    }

    @Deployment(name = "misconfigured", managed = false, testable = false)
    static EnterpriseArchive misconfigured() {
        return DeliveryArchives.application("misconfigured.ear", Misconfigured.class);
    }

    @Deployment(name = "handles-nothing", managed = false, testable = false)
    static EnterpriseArchive handlesNothing() {
        return DeliveryArchives.application("handles-nothing.ear", HandlesNothing.class);
    }

    @BeforeEach
    void open() throws Exception {
        server = ModelControllerClient.Factory.create("127.0.0.1", Integer.getInteger("test.management.port"));
        DeliveryStore.addDataSource(server);
        store = new DeliveryStore();
    }

    @AfterEach
    void close() throws Exception {
        if (deployed) {
            undeploy();
        }
        store.close();
        server.close();
    }

    @Test
    void whatAFailingHandlerWroteIsRolledBackAndTheEventComesAgainBeforeAnyOther() throws Exception {
        long before = store.events().head();
        deploy();
        List<Noted> events = new ArrayList<>();
        for (Failure failure : Failure.values()) {
            events.addAll(Collections.nCopies(10, Noted.quietly()));
            events.add(new Noted(failure, 2, 0));
        }

        long head = store.append("failing", events);

        awaitCheckpoint(NOTES, head);
        List<Handled> handled = store.handled(NOTES, before);
        assertEachOnceInOrder(handled, before, head);
        for (int i = 0; i < events.size(); i++) {
            assertThat(handled.get(i).attempts()).isGreaterThan(events.get(i).failures());
        }
    }

    @Test
    void aHandlerWithoutTransactionGetsEachEventAtLeastOnceAndInOrder() throws Exception {
        long before = store.events().head();
        List<Noted> events = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            events.add(i == 5 ? new Noted(Failure.CHECKED_EXCEPTION, 1, 0) : Noted.quietly());
        }
        deployer.deploy("untransacted");
        try {
            // It starts at the head, which is where its checkpoint is created.
            await().until(() -> store.checkpoint(UNTRANSACTED) == before);

            long head = store.append("untransacted", events);

            awaitCheckpoint(UNTRANSACTED, head);
        } finally {
            deployer.undeploy("untransacted");
        }
        assertThat(store.handled(UNTRANSACTED, before))
                .extracting(Handled::position)
                .containsExactlyElementsOf(LongStream.of(1, 2, 3, 4, 5, 6, 6, 7, 8, 9, 10)
                        .mapToObj(i -> before + i)
                        .toList());
    }

    @Test
    void undeploymentUnderLoadLosesNoEventAndRepeatsNone() throws Exception {
        underLoad(this::undeploy, this::deploy);
    }

    @Test
    void stoppingTheDeliveryOfOneHandlerUnderLoadLosesNoEventAndRepeatsNone() throws Exception {
        underLoad(
                () -> {
                    delivery("stop-delivery");
                    await().untilAsserted(() -> assertThat(paused()).contains("its delivery is stopped on"));
                },
                () -> {
                    delivery("start-delivery");
                    await().untilAsserted(() -> assertThat(paused()).isNull());
                });
    }

    @Test
    void aWrongActivationConfigurationFailsTheDeploymentAndSaysWhatIsWrong() {
        assertThatThrownBy(() -> deployer.deploy("misconfigured"))
                .hasStackTraceContaining("'name' is missing")
                .hasStackTraceContaining("yesterday");
    }

    @Test
    void aHandlerWithoutHandleMethodFailsTheDeploymentAndSaysWhatIsWrong() {
        assertThatThrownBy(() -> deployer.deploy("handles-nothing"))
                .hasStackTraceContaining(HandlesNothing.class.getName())
                .hasStackTraceContaining("handles no event");
    }

    /** Stops and starts again and again while events are appended and delivered. */
    private void underLoad(Runnable stop, Runnable start) throws Exception {
        long before = store.events().head();
        deploy();
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Void> load = CompletableFuture.runAsync(() -> appendUntil(enough));
        for (int i = 0; i < CYCLES; i++) {
            long reached = store.checkpoint(NOTES);
            await().atMost(60, SECONDS).until(() -> store.checkpoint(NOTES) > reached + 500);
            stop.run();
            long stopped = store.checkpoint(NOTES);
            long appended = store.events().head();
            await().until(() -> store.events().head() > appended);
            assertThat(store.checkpoint(NOTES)).isEqualTo(stopped);
            start.run();
        }
        enough.set(true);
        load.get(30, SECONDS);
        long head = store.events().head();
        awaitCheckpoint(NOTES, head);
        assertEachOnceInOrder(store.handled(NOTES, before), before, head);
    }

    /** Keeps some thousand events ahead of the handler, so that it is always at work, and goes on slowly while it is stopped. */
    private void appendUntil(AtomicBoolean enough) {
        for (int i = 0; !enough.get(); i++) {
            store.append("load-" + i % 50, Collections.nCopies(20, new Noted(Failure.ERROR, 0, 50)));
            if (store.events().head() - store.checkpoint(NOTES) > 3_000) {
                LockSupport.parkNanos(MILLISECONDS.toNanos(100));
            }
        }
    }

    private void deploy() {
        deployer.deploy(DELIVERY);
        deployed = true;
    }

    private void undeploy() {
        deployer.undeploy(DELIVERY);
        deployed = false;
    }

    private void delivery(String operation) {
        ModelNode call = new ModelNode();
        call.get("operation").set(operation);
        call.get("address")
                .add("deployment", "delivery.ear")
                .add("subdeployment", DeliveryArchives.BEANS)
                .add("subsystem", "ejb3")
                .add("message-driven-bean", "Notes");
        try {
            assertThat(server.execute(call).get("outcome").asString()).isEqualTo("success");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the command line and other servers see. */
    private @Nullable String paused() {
        return store.events().checkpoints().find(NOTES).orElseThrow().paused();
    }

    private void awaitCheckpoint(String subscription, long position) {
        await().atMost(120, SECONDS).until(() -> store.checkpoint(subscription) >= position);
        assertThat(store.checkpoint(subscription)).isEqualTo(position);
    }

    private static void assertEachOnceInOrder(List<Handled> handled, long after, long head) {
        List<Long> positions = handled.stream().map(Handled::position).toList();
        Set<Long> distinct = new HashSet<>();
        List<Long> repeated =
                positions.stream().filter(position -> !distinct.add(position)).toList();
        assertThat(repeated).as("events handled more than once").isEmpty();
        Set<Long> missing =
                LongStream.rangeClosed(after + 1, head).boxed().collect(Collectors.toCollection(TreeSet::new));
        positions.forEach(missing::remove);
        assertThat(missing).as("events never handled").isEmpty();
        assertThat(positions).as("the order of handling").isSorted();
    }
}
