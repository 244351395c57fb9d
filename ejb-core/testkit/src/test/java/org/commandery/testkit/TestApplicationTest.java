package org.commandery.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.commandery.application.DispatchOptions.options;

import jakarta.validation.ConstraintViolationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.commandery.DefinitionException;
import org.commandery.application.Consistency;
import org.commandery.application.UnknownHandlers;
import org.commandery.eventstore.EventStore;
import org.commandery.handler.EventHandler;
import org.commandery.router.Router;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

class TestApplicationTest {

    private static final Duration LITTLE = Duration.ofMillis(50);

    private TestApplication lamps = TestApplication.inMemory(new Lamp.Lamps());

    @AfterEach
    void close() {
        lamps.close();
    }

    /** What is wrong with lamps. */
    public static final class Failing implements EventHandler {

        private final List<String> tried = new CopyOnWriteArrayList<>();

        /** Fails once. */
        public void handle(Lamp.Installed event) {
            tried.add(event.id());
            if (tried.size() == 1) {
                throw new IllegalStateException("not yet");
            }
        }
    }

    /** Waits until it is let go. */
    public static final class Held implements EventHandler {

        private final CountDownLatch free = new CountDownLatch(1);

        /** Waits. */
        public void handle(Lamp.Installed event) throws InterruptedException {
            free.await();
        }
    }

    private void install(String id) {
        lamps.application().dispatch(new Lamp.Install(id), options().consistency(Consistency.STRONG));
    }

    @Test
    @DisplayName("Z01: an event is asserted by its class, a predicate, and an assertion on it")
    void anEventIsAsserted() {
        install("l-1");
        install("l-2");

        lamps.events()
                .assertReceived(
                        Lamp.Installed.class, event -> assertThat(event.id()).isEqualTo("l-1"));
        lamps.events()
                .assertReceived(
                        Lamp.Installed.class,
                        event -> event.id().equals("l-2"),
                        event -> assertThat(event.id()).endsWith("2"));
        Received<Lamp.Installed> second =
                lamps.events().waitFor(Lamp.Installed.class, event -> event.id().equals("l-2"));
        assertThat(second.recorded().stream()).isEqualTo("lamp-l-2");
    }

    @Test
    @DisplayName("Z01: an assertion fails for an event that does not come, for one that is not meant, and by itself")
    void anAssertionFails() {
        install("l-1");
        EventAssertions events = lamps.events().within(LITTLE);

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> events.waitFor(Lamp.SwitchedOn.class))
                .withMessageContaining("no lamp-switched-on")
                .withMessageContaining("the store has 1 events");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() ->
                        events.waitFor(Lamp.Installed.class, event -> event.id().equals("another")));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> events.assertReceived(
                        Lamp.Installed.class, event -> assertThat(event.id()).isEqualTo("another")));
    }

    @Test
    @DisplayName("Z01: a class that is no event is refused")
    void aClassThatIsNoEventIsRefused() {
        assertThatThrownBy(() -> lamps.events().waitFor(String.class)).isInstanceOf(DefinitionException.class);
    }

    @Test
    @DisplayName(
            "Z02: a refutation passes over events of before and those that are not meant, and fails on one that is")
    void aRefutationLooksAtWhatIsNewAndMeant() {
        install("l-1");
        EventAssertions events = lamps.events().within(LITTLE);

        events.refuteReceived(Lamp.Installed.class, event -> event.id().equals("l-1"), () -> install("l-2"));
        events.refuteReceived(Lamp.SwitchedOn.class, event -> true, () -> install("l-3"));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> events.refuteReceived(Lamp.Installed.class, event -> true, () -> install("l-4")))
                .withMessageContaining("there should be no lamp-installed");
    }

    @Test
    void whatAHandlerDispatchesIsCorrelatedWithWhatItHandled() {
        lamps.handler("switcher", new Lamp.Switcher(lamps.application()));
        install("l-1");
        install("l-2");
        EventAssertions events = lamps.events();

        events.assertCorrelated(
                Lamp.Installed.class, event -> event.id().equals("l-1"),
                Lamp.SwitchedOn.class, event -> event.id().equals("l-1"));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> events.assertCorrelated(
                        Lamp.Installed.class, event -> event.id().equals("l-1"),
                        Lamp.SwitchedOn.class, event -> event.id().equals("l-2")));
        assertThat(lamps.application().aggregate(Lamp.class, "l-1")).contains(new Lamp("l-1", true));
    }

    @Test
    void aStrongDispatchWaitsForTheHandlersAndOneThatFailsGetsTheEventAgain() {
        Failing failing = new Failing();
        lamps.handler("failing", failing);

        install("l-1");

        assertThat(failing.tried).containsExactly("l-1", "l-1");
    }

    @Test
    void aQueryWaitsForTheHandlersUpToAPositionAndNoLongerThanItWants() {
        Held held = new Held();
        lamps.handler("held", held);
        long position = lamps.application().dispatch(new Lamp.Install("l-1")).position();

        assertThat(lamps.application().awaitHandlers(position, LITTLE, Set.of()))
                .isFalse();
        assertThatExceptionOfType(UnknownHandlers.class)
                .isThrownBy(() -> lamps.application().awaitHandlers(position, LITTLE, Set.of("held", "another")))
                .withMessageContaining("named another");
        assertThat(lamps.application().awaitHandlers(0, Duration.ZERO, Set.of()))
                .isTrue();
        held.free.countDown();
        assertThat(lamps.application().awaitHandlers(position, Duration.ofSeconds(30), Set.of("held")))
                .isTrue();
    }

    @Test
    void whoeverIsInterruptedWaitsNoLongerAndStaysInterrupted() {
        Held held = new Held();
        lamps.handler("held", held);
        long position = lamps.application().dispatch(new Lamp.Install("l-1")).position();

        Thread.currentThread().interrupt();
        boolean handled = lamps.application().awaitHandlers(position, Duration.ofSeconds(30), Set.of());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(handled).isFalse();
        held.free.countDown();
    }

    @Test
    void constraintsOfCommandsHold() {
        assertThatThrownBy(() -> install(" ")).isInstanceOf(ConstraintViolationException.class);
    }

    @Test
    void aRouterWithoutAContextIsRefused() {
        Router nowhere = routes -> {};

        assertThatThrownBy(() -> TestApplication.inMemory(nowhere))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("@BoundedContext");
    }

    @Test
    void twoRoutersOfOneContextAreRefused() {
        assertThatThrownBy(() -> TestApplication.inMemory(new Lamp.Lamps(), new Lamp.Lamps()))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("context 'lamps' has two routers");
    }

    @Nested
    @ExtendWith(PostgresStores.class)
    class OverPostgres {

        private final List<String> found = new ArrayList<>();

        @Test
        void aTestHasAStoreOfItsOwn(EventStore store) {
            lamps.close();
            assertThat(store.head()).isZero();
            lamps = TestApplication.over(store, new Lamp.Lamps());

            install("l-1");

            lamps.events().assertReceived(Lamp.Installed.class, event -> found.add(event.id()));
            assertThat(found).containsExactly("l-1");
        }

        @Test
        void soHasTheNextOne(EventStore store) {
            assertThat(store.head()).isZero();
        }
    }
}
