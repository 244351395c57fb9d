package org.commandery.runtime.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.commandery.event.EventType;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.EventQuery;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.Snapshot;
import org.commandery.personal.DataSubject;
import org.commandery.personal.DataSubjects;
import org.commandery.personal.ForgottenSubject;
import org.commandery.personal.PersonalData;
import org.commandery.personal.PersonalDataChanged;
import org.commandery.personal.PersonalDataUnprotected;
import org.commandery.personal.PlaceholderRefused;
import org.commandery.personal.SubjectForgotten;
import org.commandery.router.Router;
import org.commandery.runtime.aggregate.Aggregates;
import org.commandery.runtime.application.Dispatching;
import org.commandery.runtime.application.RunningApplication;
import org.commandery.runtime.application.StoreAccess;
import org.commandery.runtime.handler.HandlerCall;
import org.commandery.runtime.handler.HandlerModel;
import org.commandery.runtime.serialization.JsonCodec;
import org.commandery.runtime.serialization.Serialization;
import org.commandery.runtime.serialization.Upcasters;
import org.commandery.serialization.EventForm;
import org.commandery.serialization.UpcastEvent;
import org.commandery.serialization.Upcaster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Personal data on all their ways through an application, over whichever store. */
abstract class PersonalDataContract {

    public record Register(String id, String name, String mail) {}

    public record Rename(String id, String name) {}

    @EventType(value = "registered", revision = 2)
    public record Registered(
            @DataSubject String id,
            @PersonalData String fullName,
            @PersonalData String mail) {}

    @EventType("renamed")
    public record Renamed(
            @DataSubject String id,
            @PersonalData(placeholder = "null") String name) {

        public Renamed {
            if (name == null) {
                throw new IllegalArgumentException("a customer has a name");
            }
        }
    }

    public record Customer(String id, String name, String mail) {

        static Registered execute(Register command) {
            return new Registered(command.id(), command.name(), command.mail());
        }

        Renamed execute(Rename command) {
            return new Renamed(id, command.name());
        }

        static Customer apply(Registered event) {
            return new Customer(event.id(), event.fullName(), event.mail());
        }

        Customer apply(Renamed event) {
            return new Customer(id, event.name(), mail);
        }
    }

    /** The first registrations had a first name and a last name. */
    static final class FullName implements Upcaster {

        @Override
        public EventForm from() {
            return new EventForm("registered", 1);
        }

        @Override
        public List<UpcastEvent> upcast(JsonObject data, RecordedEvent stored) {
            return List.of(from().next()
                    .with(Json.createObjectBuilder(data)
                            .add("fullName", data.getString("first") + " " + data.getString("last"))
                            .build()));
        }
    }

    /** The class that the first registrations had. */
    @EventType("registered")
    public record FirstRegistered(
            @DataSubject String id,
            @PersonalData String first,
            @PersonalData String last) {}

    /** Keeps what it gets. */
    public static class Handler {

        final List<Object> seen = new ArrayList<>();

        public void handle(Registered event) {
            seen.add(event);
        }

        public void handle(SubjectForgotten event) {
            seen.add(event);
        }
    }

    /** The class of another context, which says nothing of personal data. */
    @EventType(value = "registered", revision = 2)
    public record MailKnown(String mail) {}

    /** Takes the events as a class of its own. */
    public static class Stranger {

        final List<Object> seen = new ArrayList<>();

        public void handle(MailKnown event) {
            seen.add(event);
        }

        public void handle(RecordedEvent event) {
            seen.add(event.type());
        }
    }

    private static final Router CUSTOMERS = routes -> routes.aggregate(Customer.class)
            .identifiedBy("id")
            .prefix("customer-")
            .dispatch(Register.class, Rename.class);

    private static ValidatorFactory validators;

    private final JsonCodec codec = new JsonCodec();
    private EventStore store;
    private StoreAccess access;
    private RunningApplication shop;

    abstract EventStore open();

    @BeforeAll
    static void startValidation() {
        validators = Validation.buildDefaultValidatorFactory();
    }

    @AfterAll
    static void stopValidation() {
        validators.close();
    }

    @BeforeEach
    void start() {
        store = open();
        access = StoreAccess.of("shop", store);
        shop = new RunningApplication(
                "shop",
                Map.of("customers", CUSTOMERS),
                new Serialization(codec, new Upcasters(List.of(new FullName()), Set.of())),
                access,
                Dispatching.plain(validators::getValidator),
                Aggregates.CACHED);
    }

    @AfterEach
    void stop() {
        shop.close();
        access.close();
        codec.close();
    }

    private Customer customer() {
        return shop.aggregate(Customer.class, "c-1").orElseThrow();
    }

    private List<Object> handled(Object handler, List<Object> seen) {
        var calls = HandlerModel.of(handler.getClass()).at(shop.serialization(), "shop", "test");
        for (RecordedEvent event : store.readAllForward(0, 100)) {
            for (HandlerCall call : calls.of(event)) {
                try {
                    call.on(handler);
                } catch (Throwable e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        return seen;
    }

    private List<Object> handled() {
        Handler handler = new Handler();
        return handled(handler, handler.seen);
    }

    @Test
    void personalDataAreReadableForAggregatesAndHandlersAndNotInTheStore() {
        shop.dispatch(new Register("c-1", "Ada", "ada@example.org"));

        assertThat(store.readForward("customer-c-1", 1, 10)).singleElement().satisfies(event -> {
            assertThat(event.data()).contains("\"c-1\"").doesNotContain("\"Ada\"", "example.org");
            assertThat(event.tags())
                    .containsExactly(PersonalJson.tag(
                            store.subjectKeys().current("c-1").orElseThrow().id()));
        });
        assertThat(customer()).isEqualTo(new Customer("c-1", "Ada", "ada@example.org"));
        assertThat(handled()).containsExactly(new Registered("c-1", "Ada", "ada@example.org"));
    }

    @Test
    void aForgottenSubjectIsReadAsPlaceholdersAndHandlersAreTold() {
        shop.dispatch(new Register("c-1", "Ada", "ada@example.org"));
        shop.dispatch(new Register("c-2", "Bob", "bob@example.org"));

        Optional<ForgottenSubject> forgotten = shop.dataSubjects().forget("c-1", "asked by mail", "chief");

        assertThat(forgotten).hasValueSatisfying(record -> {
            assertThat(record.subject()).isEqualTo("c-1");
            assertThat(record.reason()).isEqualTo("asked by mail");
            assertThat(record.forgottenBy()).isEqualTo("chief");
            assertThat(record.forgottenAt()).isNotNull();
        });
        assertThat(shop.dataSubjects().forgotten("c-1")).containsExactly(forgotten.orElseThrow());
        assertThat(customer()).isEqualTo(new Customer("c-1", PersonalData.FORGOTTEN, PersonalData.FORGOTTEN));
        assertThat(handled())
                .containsExactly(
                        new Registered("c-1", PersonalData.FORGOTTEN, PersonalData.FORGOTTEN),
                        new Registered("c-2", "Bob", "bob@example.org"),
                        new SubjectForgotten("c-1"));
        assertThat(store.readForward(DataSubjects.STREAM, 1, 10)).hasSize(1);
    }

    @Test
    void forgettingAgainChangesNothingAndWhoWasNeverKnownCannotBeForgotten() {
        shop.dispatch(new Register("c-1", "Ada", "ada@example.org"));
        Optional<ForgottenSubject> first = shop.dataSubjects().forget("c-1", "asked", "chief");

        assertThat(shop.dataSubjects().forget("c-1", "again", "other")).isEqualTo(first);
        assertThat(shop.dataSubjects().forget("c-9", "who", "chief")).isEmpty();
        assertThat(shop.dataSubjects().forget("c-\0", "who", "chief")).isEmpty();

        assertThat(store.readForward(DataSubjects.STREAM, 1, 10)).hasSize(1);
        assertThat(shop.dataSubjects().forgotten("c-1")).hasSize(1);
    }

    @Test
    void whatWasLeftUndoneByAFailureIsDoneTheNextTime() {
        shop.dispatch(new Register("c-1", "Ada", "ada@example.org"));
        var key = store.subjectKeys().current("c-1").orElseThrow();
        store.forgottenSubjects().record(new ForgottenSubject("c-1", key.id(), "chief", "asked", null));

        shop.dataSubjects().forget("c-1", "again", "other");

        assertThat(store.subjectKeys().find(key.id())).isEmpty();
        assertThat(customer().name()).isEqualTo(PersonalData.FORGOTTEN);
        assertThat(store.readForward(DataSubjects.STREAM, 1, 10)).hasSize(1);
        assertThat(shop.dataSubjects().forgotten("c-1"))
                .singleElement()
                .extracting(ForgottenSubject::reason)
                .isEqualTo("asked");
    }

    @Test
    void whoComesBackHasANewKeyAndCanBeForgottenAgain() {
        shop.dispatch(new Register("c-1", "Ada", "ada@example.org"));
        shop.dataSubjects().forget("c-1", "asked", "chief");
        shop.dispatch(new Rename("c-1", "Ada again"));

        assertThat(customer()).isEqualTo(new Customer("c-1", "Ada again", PersonalData.FORGOTTEN));

        shop.dataSubjects().forget("c-1", "asked again", "chief");

        assertThat(shop.dataSubjects().forgotten("c-1"))
                .extracting(ForgottenSubject::reason)
                .containsExactly("asked again", "asked");
        assertThat(store.readForward(DataSubjects.STREAM, 1, 10)).hasSize(2);
    }

    @Test
    void snapshotsOfStreamsWithSuchDataAreDropped() {
        shop.dispatch(new Register("c-1", "Ada", "ada@example.org"));
        shop.dispatch(new Register("c-2", "Bob", "bob@example.org"));
        store.snapshots().record(new Snapshot("customer-c-1", 1, "customer", 1, "{}", Map.of(), null));
        store.snapshots().record(new Snapshot("customer-c-2", 1, "customer", 1, "{}", Map.of(), null));

        shop.dataSubjects().forget("c-1", "asked", "chief");

        assertThat(store.snapshots().find("customer-c-1")).isEmpty();
        assertThat(store.snapshots().find("customer-c-2")).isPresent();
    }

    @Test
    void theStateInASnapshotIsEncryptedAsEventsAre() {
        shop.dispatch(new Register("c-1", "Ada", "ada@example.org"));
        Registered state = new Registered("c-1", "Ada", "ada@example.org");
        String data = shop.serialization().encodeState(state, "customer-c-1", 7, "customer");
        assertThat(data).contains("\"c-1\"").doesNotContain("\"Ada\"", "example.org");

        store.snapshots().record(new Snapshot("customer-c-1", 7, "customer", 1, data, Map.of(), null));
        Snapshot snapshot = store.snapshots().find("customer-c-1").orElseThrow();
        assertThat(shop.serialization().decodeState(snapshot, Registered.class)).isEqualTo(state);

        Snapshot moved = new Snapshot("customer-c-2", 7, "customer", 1, data, Map.of(), null);
        assertThatExceptionOfType(PersonalDataChanged.class)
                .isThrownBy(() -> shop.serialization().decodeState(moved, Registered.class));
        shop.dataSubjects().forget("c-1", "asked", "chief");
        assertThat(shop.serialization().decodeState(snapshot, Registered.class).fullName())
                .isEqualTo(PersonalData.FORGOTTEN);
        assertThatExceptionOfType(PersonalDataUnprotected.class)
                .as("a state that was read before does not come back under a new key")
                .isThrownBy(() -> shop.serialization().encodeState(state, "customer-c-1", 8, "customer"));
    }

    @Test
    void anotherNodeLetsGoOfWhatItHasInMemory() {
        shop.dispatch(new Register("c-1", "Ada", "ada@example.org"));
        StoreAccess there = StoreAccess.of("there", store);
        RunningApplication other = new RunningApplication(
                "shop",
                Map.of("customers", CUSTOMERS),
                new Serialization(codec, new Upcasters(List.of(new FullName()), Set.of())),
                there,
                Dispatching.plain(validators::getValidator),
                Aggregates.CACHED);
        assertThat(other.aggregate(Customer.class, "c-1").orElseThrow().name()).isEqualTo("Ada");

        shop.dataSubjects().forget("c-1", "asked", "chief");

        await().untilAsserted(() -> assertThat(
                        other.aggregate(Customer.class, "c-1").orElseThrow().name())
                .isEqualTo(PersonalData.FORGOTTEN));
        other.close();
        there.subscriptions().close();
    }

    @Test
    void anUpcasterGetsWhatWasWritten() {
        EventData old = shop.serialization().encode(new FirstRegistered("c-1", "Ada", "Lovelace"));
        store.append("customer-c-1", ExpectedVersion.NO_STREAM, List.of(old));

        assertThat(old.data()).doesNotContain("Lovelace");
        assertThat(customer().name()).isEqualTo("Ada Lovelace");
        assertThat(handled()).containsExactly(new Registered("c-1", "Ada Lovelace", null));

        shop.dataSubjects().forget("c-1", "asked", "chief");
        assertThat(customer().name()).isEqualTo("[forgotten] [forgotten]");
    }

    @Test
    void aHandlerNeedNotKnowWhatIsPersonal() {
        shop.dispatch(new Register("c-1", "Ada", "ada@example.org"));
        Stranger stranger = new Stranger();

        assertThat(handled(stranger, stranger.seen)).containsExactly(new MailKnown("ada@example.org"));
    }

    @Test
    void aClassThatRefusesThePlaceholderIsNamed() {
        shop.dispatch(new Register("c-1", "Ada", "ada@example.org"));
        shop.dispatch(new Rename("c-1", "Countess"));
        shop.dataSubjects().forget("c-1", "asked", "chief");

        assertThatExceptionOfType(PlaceholderRefused.class)
                .isThrownBy(this::customer)
                .withMessageContaining("CMDRY-0504")
                .withMessageContaining("[name]")
                .withMessageContaining(Renamed.class.getName());
    }

    @Test
    void whatWasMovedToAnotherEventIsRefused() {
        shop.dispatch(new Register("c-1", "Ada", "ada@example.org"));
        RecordedEvent stored = store.readForward("customer-c-1", 1, 1).get(0);
        store.append(
                "customer-c-2",
                ExpectedVersion.NO_STREAM,
                List.of(EventData.of("registered", stored.data()).withRevision(2)));

        assertThatExceptionOfType(PersonalDataChanged.class)
                .isThrownBy(() -> shop.aggregate(Customer.class, "c-2"))
                .withMessageContaining("CMDRY-0501");
    }

    @Test
    void aCommandWhoseDataBelongToNobodyStoresNothing() {
        assertThatExceptionOfType(PersonalDataUnprotected.class)
                .isThrownBy(() -> shop.dispatch(new Register("c".repeat(501), "Ada", "ada@example.org")));

        assertThat(store.head()).isZero();
    }

    @Test
    void theEventsOfASubjectAreFoundByTheirTag() {
        shop.dispatch(new Register("c-1", "Ada", "ada@example.org"));
        shop.dispatch(new Register("c-2", "Bob", "bob@example.org"));
        String tag = PersonalJson.tag(
                store.subjectKeys().current("c-1").orElseThrow().id());

        assertThat(store.read(EventQuery.tags(tag), 0, 10).events())
                .extracting(RecordedEvent::stream)
                .containsExactly("customer-c-1");
    }
}
