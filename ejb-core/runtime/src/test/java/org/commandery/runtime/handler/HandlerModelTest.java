package org.commandery.runtime.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.commandery.DefinitionException;
import org.commandery.event.EventMetadata;
import org.commandery.event.EventType;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.runtime.serialization.JsonCodec;
import org.commandery.runtime.serialization.Serialization;
import org.junit.jupiter.api.Test;

class HandlerModelTest {

    @EventType("opened")
    public record Opened(String owner) {}

    @EventType("closed")
    public record Closed(String reason) {}

    @EventType("opened")
    public record OpenedAgain(String owner) {}

    public record NoEvent(String text) {}

    @EventType("any")
    public interface AbstractEvent {}

    private static final UUID CAUSE = UUID.fromString("00000000-0000-7000-8000-000000000001");

    private final JsonCodec codec = new JsonCodec();

    public static class Base {
        final List<Object> seen = new ArrayList<>();

        public void handle(Opened event) {
            seen.add(event);
        }
    }

    public static class Derived extends Base {
        public void handle(Closed event, EventMetadata metadata) {
            seen.add(event);
            seen.add(metadata);
        }
    }

    @Test
    void methodsAreFoundByTheirEventAlsoInheritedOnes() throws Throwable {
        HandlerModel model = HandlerModel.of(Derived.class);
        Derived bean = new Derived();

        call(model, bean, event("opened", "{\"owner\":\"ann\"}"));

        assertThat(model.eventTypes()).containsExactlyInAnyOrder("opened", "closed");
        assertThat(model.methods()).hasSize(2);
        assertThat(bean.seen).containsExactly(new Opened("ann"));
    }

    @Test
    void theMetadataTellAllThatWasRecorded() throws Throwable {
        Derived bean = new Derived();
        RecordedEvent event = event("closed", "{\"reason\":\"moved\"}");

        call(HandlerModel.of(Derived.class), bean, event);

        assertThat(bean.seen)
                .containsExactly(
                        new Closed("moved"),
                        new EventMetadata(
                                "bank",
                                "bank.letters",
                                event.eventId(),
                                7,
                                "account-1",
                                3,
                                "closed",
                                1,
                                1,
                                CAUSE,
                                null,
                                Map.of("user", "ann"),
                                event.createdAt(),
                                false));
    }

    public static class TakesAll {
        final List<Object> seen = new ArrayList<>();

        public void handle(RecordedEvent event) {
            seen.add(event);
        }

        public void handle(Opened event) {
            seen.add(event);
        }
    }

    @Test
    void aRecordedEventStandsForAllThatNoOtherMethodTakes() throws Throwable {
        HandlerModel model = HandlerModel.of(TakesAll.class);
        TakesAll bean = new TakesAll();
        RecordedEvent other = event("unheard-of", "{}");

        call(model, bean, other);
        call(model, bean, event("opened", "{\"owner\":\"ann\"}"));

        assertThat(model.eventTypes()).isNull();
        assertThat(bean.seen).containsExactly(other, new Opened("ann"));
    }

    public static class Throws {
        public void handle(Opened event) throws IOException {
            throw new IOException("disk full");
        }
    }

    @Test
    void whatAMethodThrowsComesOutAsItWasThrown() {
        assertThatThrownBy(
                        () -> call(HandlerModel.of(Throws.class), new Throws(), event("opened", "{\"owner\":\"ann\"}")))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("disk full");
    }

    public static class NoMethod {
        public void on(Opened event) {}
    }

    @Test
    void aClassWithoutHandleMethodIsRefused() {
        refused(NoMethod.class, "handles no event", "public void handle(E event)");
    }

    public static class TwoForOneEvent {
        public void handle(Opened event) {}

        public void handle(Opened event, EventMetadata metadata) {}
    }

    @Test
    void twoMethodsForOneEventAreRefused() {
        refused(TwoForOneEvent.class, "two methods", "handle(Opened)", "handle(Opened, EventMetadata)");
    }

    public static class TwoForOneName {
        public void handle(Opened event) {}

        public void handle(OpenedAgain event) {}
    }

    @Test
    void twoEventsOfOneNameAreRefused() {
        refused(TwoForOneName.class, "two methods", "handle(Opened)", "handle(OpenedAgain)");
    }

    public static class Hidden {
        public void handle(Opened event) {}

        void handle(Closed event) {}
    }

    @Test
    void aMethodThatIsNotPublicIsRefused() {
        refused(Hidden.class, "handle(Closed)", "not public");
    }

    public static class WrongSecond {
        public void handle(Opened event, String something) {}
    }

    @Test
    void aWrongSecondParameterIsRefused() {
        refused(WrongSecond.class, "handle(Opened, String)", "EventMetadata");
    }

    public static class TakesNoEvent {
        public void handle(NoEvent event) {}
    }

    @Test
    void aParameterThatIsNoEventIsRefused() {
        refused(TakesNoEvent.class, "handle(NoEvent)", "@EventType");
    }

    public static class TakesAbstract {
        public void handle(AbstractEvent event) {}
    }

    @Test
    void anAbstractEventIsRefused() {
        refused(TakesAbstract.class, "handle(AbstractEvent)", "abstract");
    }

    public static class Returns {
        public String handle(Opened event) {
            return "";
        }
    }

    @Test
    void aMethodThatReturnsSomethingIsRefused() {
        refused(Returns.class, "handle(Opened)", "return nothing");
    }

    static class NotPublic {
        public void handle(Opened event) {}
    }

    @Test
    void aClassThatIsNotPublicIsRefused() {
        refused(NotPublic.class, "is not public");
    }

    private void call(HandlerModel model, Object bean, RecordedEvent event) throws Throwable {
        Serialization serialization = Serialization.withoutUpcasters(codec);
        for (HandlerCall call : model.at(serialization, "bank", "bank.letters").of(event)) {
            call.on(bean);
        }
    }

    private static void refused(Class<?> handler, String... facts) {
        assertThatThrownBy(() -> HandlerModel.of(handler))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining(handler.getName())
                .hasMessageContainingAll(facts);
    }

    private static RecordedEvent event(String type, String data) {
        return new RecordedEvent(
                UUID.randomUUID(),
                7,
                "account-1",
                3,
                type,
                1,
                data,
                Map.of("user", "ann"),
                CAUSE,
                null,
                Set.of(),
                Instant.now(),
                null);
    }
}
