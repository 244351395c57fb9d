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
import org.commandery.handler.ErrorDecision;
import org.commandery.handler.EventBatch;
import org.commandery.handler.FailureContext;
import org.commandery.handler.Handles;
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

    public static class Batches {
        final List<EventBatch> seen = new ArrayList<>();
        final List<EventBatch> committed = new ArrayList<>();

        @Handles({Opened.class, Closed.class})
        public void handle(EventBatch batch) {
            seen.add(batch);
        }

        @Handles({Opened.class, Closed.class})
        public void afterCommit(EventBatch batch) {
            committed.add(batch);
        }
    }

    @Test
    void eventsThatComeInBatchesAreOneCall() throws Throwable {
        HandlerModel model = HandlerModel.of(Batches.class);
        Batches bean = new Batches();
        List<RecordedEvent> events = List.of(
                event("opened", "{\"owner\":\"ann\"}"),
                event("closed", "{\"reason\":\"moved\"}"),
                event("opened", "{\"owner\":\"bob\"}"));

        List<HandlerCall> calls = model.at(Serialization.withoutUpcasters(codec), "bank", "bank.letters")
                .of(events, true);

        assertThat(calls).hasSize(1);
        calls.get(0).on(bean);
        assertThat(bean.committed).isEmpty();
        calls.get(0).afterCommit(bean);
        assertThat(bean.seen.get(0).entries())
                .extracting(EventBatch.Entry::event)
                .containsExactly(new Opened("ann"), new Closed("moved"), new Opened("bob"));
        assertThat(bean.seen.get(0))
                .allSatisfy(entry -> assertThat(entry.metadata().replay()).isTrue());
        assertThat(bean.committed).isEqualTo(bean.seen);
        assertThat(model.isBatched()).isTrue();
        assertThat(model.eventTypes()).containsExactlyInAnyOrder("opened", "closed");
    }

    public static class Decides {
        public void handle(Opened event) {}

        public ErrorDecision onError(Throwable error, FailureContext failure) {
            return error instanceof IOException ? ErrorDecision.park() : ErrorDecision.skip();
        }

        public void beforeReset() {
            throw new UnsupportedOperationException("reset");
        }
    }

    @Test
    void whatAHandlerDecidesAboutErrorsAndDoesBeforeAResetIsFound() throws Throwable {
        HandlerModel model = HandlerModel.of(Decides.class);
        FailureContext failure = new FailureContext("bank", "bank.letters", event("opened", "{}"), 1, Map.of());

        assertThat(model.decidesOnErrors()).isTrue();
        assertThat(model.onError(new Decides(), new IOException(), failure)).isEqualTo(ErrorDecision.park());
        assertThat(model.onError(new Decides(), new Error(), failure)).isEqualTo(ErrorDecision.skip());
        assertThat(model.resetMethod()).isNotNull();
        assertThatThrownBy(() -> model.beforeReset(new Decides())).hasMessage("reset");
    }

    public static class WrongOnError {
        public void handle(Opened event) {}

        public boolean onError(Exception error) {
            return false;
        }
    }

    public static class BatchWithoutEvents {
        public void handle(EventBatch batch) {}
    }

    public static class BatchAndOthers {
        @Handles(Opened.class)
        public void handle(EventBatch batch) {}

        public void handle(Closed event) {}
    }

    public static class AfterCommitOfOthers {
        public void handle(Opened event) {}

        public void afterCommit(Closed event) {}
    }

    public static class AfterCommitOfAll {
        public void handle(Opened event) {}

        public void afterCommit(RecordedEvent event) {}
    }

    public static class AfterCommitOfBatches {
        public void handle(Opened event) {}

        @Handles(Opened.class)
        public void afterCommit(EventBatch batch) {}
    }

    @Test
    void otherMethodsOfTheWrongFormAreNamedWithTheirMend() {
        assertThatThrownBy(() -> HandlerModel.of(WrongOnError.class))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContainingAll("onError(Exception)", "ErrorDecision onError(Throwable error");
        assertThatThrownBy(() -> HandlerModel.of(BatchWithoutEvents.class))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("@Handles");
        assertThatThrownBy(() -> HandlerModel.of(BatchAndOthers.class))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("handle(EventBatch)");
        List.of(AfterCommitOfOthers.class, AfterCommitOfAll.class, AfterCommitOfBatches.class)
                .forEach(type -> assertThatThrownBy(() -> HandlerModel.of(type))
                        .isInstanceOf(DefinitionException.class)
                        .hasMessageContaining("afterCommit"));
    }
}
