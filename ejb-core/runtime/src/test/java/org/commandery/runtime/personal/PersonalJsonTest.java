package org.commandery.runtime.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.json.JsonObject;
import jakarta.json.bind.annotation.JsonbProperty;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.commandery.eventstore.memory.InMemoryEventStore;
import org.commandery.personal.DataSubject;
import org.commandery.personal.ForgottenSubject;
import org.commandery.personal.PersonalData;
import org.commandery.personal.PersonalDataChanged;
import org.commandery.personal.PersonalDataUnprotected;
import org.commandery.personal.SubjectKeyMissing;
import org.commandery.runtime.serialization.JsonCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PersonalJsonTest {

    public record Address(String street, String town) {}

    public record Guest(@DataSubject UUID id, @PersonalData String name) {}

    public record Booking(
            @DataSubject String customer,
            @PersonalData String name,

            @PersonalData(placeholder = "null") @JsonbProperty("e-mail")
            String mail,

            @PersonalData int age,
            @PersonalData Boolean regular,
            @PersonalData BigDecimal budget,
            @PersonalData Address address,
            @PersonalData(placeholder = "[]") List<String> wishes,
            List<Guest> guests,
            Map<String, Guest> byRoom,
            Optional<Guest> driver,
            String town) {}

    public record Sale(
            String seller,
            String buyer,
            @PersonalData(subject = "seller") String account,
            @PersonalData(subject = "buyer") String card) {}

    public record Unrelated(String name, Object anything) {}

    public sealed interface Contact permits Mail, Phone {}

    public record Mail(@PersonalData String address) implements Contact {}

    public record Phone(String number) implements Contact {}

    public record ContactGiven(@DataSubject String customer, Contact contact, Object other) {}

    /** A class with fields and getters, as older code has them. */
    public static class Bean {

        @DataSubject
        private String owner = "c-1";

        private String name = "Ada";

        public String getOwner() {
            return owner;
        }

        public void setOwner(String owner) {
            this.owner = owner;
        }

        @PersonalData
        public String getName() {
            return name;
        }

        public void setName(String name) {
            this.name = name;
        }
    }

    private static final Place PLACE = Place.event(UUID.randomUUID(), "booked");
    private static final UUID GUEST = UUID.randomUUID();

    private final InMemoryEventStore store = new InMemoryEventStore();
    private final Keyring keyring = Keyring.of(store);
    private final PersonalJson personal = new PersonalJson(keyring);
    private final JsonCodec codec = new JsonCodec();

    @AfterEach
    void close() {
        codec.close();
        store.close();
    }

    private static Booking booking() {
        return new Booking(
                "c-1",
                "Ada \"Žluťoučká\" 🐎",
                "ada@example.org",
                36,
                true,
                new BigDecimal("12.50"),
                new Address("Long Street 5", "Ely"),
                List.of("sea view"),
                Arrays.asList(new Guest(GUEST, "Bob"), null),
                Map.of("r1", new Guest(GUEST, "Bob")),
                Optional.of(new Guest(UUID.randomUUID(), "Eve")),
                "Ely");
    }

    private String protect(Object object) {
        return personal.protect(object, codec.encode(object), PLACE).json();
    }

    private <T> T read(String json, Class<T> type) {
        return codec.decode(personal.reveal(json, PLACE), type);
    }

    private void forget(String subject) {
        UUID key = store.subjectKeys().current(subject).orElseThrow().id();
        keyring.forget(new ForgottenSubject(subject, key, "test", "", null));
    }

    @Test
    void whatIsPersonalIsNotInTheTextAndIsReadAsItWasWritten() {
        String stored = protect(booking());

        assertThat(stored)
                .doesNotContain("\"Ada ", "example.org", ":36", "12.5", "Long Street", "sea view", "\"Bob\"", "\"Eve\"")
                .contains("\"customer\":\"c-1\"", "\"town\":\"Ely\"", GUEST.toString());
        assertThat(read(stored, Booking.class)).isEqualTo(booking(stored));
    }

    /** The driver has a random id. */
    private Booking booking(String stored) {
        Booking read = read(stored, Booking.class);
        Booking wanted = booking();
        return new Booking(
                wanted.customer(),
                wanted.name(),
                wanted.mail(),
                wanted.age(),
                wanted.regular(),
                wanted.budget(),
                wanted.address(),
                wanted.wishes(),
                wanted.guests(),
                wanted.byRoom(),
                Optional.of(new Guest(read.driver().orElseThrow().id(), "Eve")),
                wanted.town());
    }

    @Test
    void theSameTextIsEncryptedToAnotherOneEachTime() {
        assertThat(protect(new Guest(GUEST, "Bob"))).isNotEqualTo(protect(new Guest(GUEST, "Bob")));
    }

    @Test
    void eachSubjectHasItsOwnKeyAndTheTextSaysWhichAreNeeded() {
        PersonalJson.Protected stored = personal.protect(booking(), codec.encode(booking()), PLACE);

        assertThat(stored.keys()).hasSize(3);
        assertThat(stored.keys())
                .contains(
                        store.subjectKeys().current("c-1").orElseThrow().id(),
                        store.subjectKeys()
                                .current(GUEST.toString())
                                .orElseThrow()
                                .id());
    }

    @Test
    void theDataOfAForgottenSubjectAreReadAsPlaceholdersAndThoseOfOthersAsTheyAre() {
        String stored = protect(booking());

        forget("c-1");

        Booking read = read(stored, Booking.class);
        assertThat(read.name()).isEqualTo(PersonalData.FORGOTTEN);
        assertThat(read.mail()).isNull();
        assertThat(read.age()).isZero();
        assertThat(read.regular()).isNull();
        assertThat(read.budget()).isNull();
        assertThat(read.address()).isNull();
        assertThat(read.wishes()).isEmpty();
        assertThat(read.guests().get(0).name()).isEqualTo("Bob");
        assertThat(read.town()).isEqualTo("Ely");
        assertThat(personal.placeholders(stored, PLACE))
                .containsExactly("address", "age", "budget", "e-mail", "name", "regular", "wishes");

        forget(GUEST.toString());

        assertThat(read(stored, Booking.class).guests().get(0)).isEqualTo(new Guest(GUEST, PersonalData.FORGOTTEN));
        assertThat(read(stored, Booking.class).byRoom().get("r1")).isEqualTo(new Guest(GUEST, PersonalData.FORGOTTEN));
    }

    @Test
    void whatIsNullStaysNullAndNeedsNoKey() {
        Guest guest = new Guest(GUEST, null);

        assertThat(protect(guest)).isEqualTo(codec.encode(guest));
        assertThat(store.subjectKeys().current(GUEST.toString())).isEmpty();
    }

    @Test
    void aMemberMayNameItsSubjectSoThatOneRecordIsAboutSeveral() {
        String stored = protect(new Sale("s-1", "b-1", "DE02", "4711"));

        forget("b-1");

        assertThat(read(stored, Sale.class)).isEqualTo(new Sale("s-1", "b-1", "DE02", PersonalData.FORGOTTEN));
    }

    @Test
    void whatIsThereIsLookedAtAndNotWhatIsDeclared() {
        ContactGiven given = new ContactGiven("c-1", new Mail("ada@example.org"), new Mail("other@example.org"));

        assertThat(protect(given)).doesNotContain("example.org");
        assertThat(protect(new ContactGiven("c-1", new Phone("5"), null))).contains("\"number\":\"5\"");
    }

    @Test
    void gettersAndFieldsCountAsComponentsDo() {
        String stored = protect(new Bean());

        assertThat(stored).doesNotContain("\"Ada\"");
        assertThat(read(stored, Bean.class).getName()).isEqualTo("Ada");
    }

    @Test
    void whatHasNothingPersonalIsNotTouched() {
        String json = "{ \"name\" : \"Ada\" }";

        assertThat(personal.protect(new Address("s", "t"), json, PLACE).json()).isSameAs(json);
        assertThat(personal.reveal(json, PLACE)).isSameAs(json);
        assertThat(personal.reveal("no JSON, but \"$personal\"", PLACE)).isEqualTo("no JSON, but \"$personal\"");
    }

    @Test
    void whatBelongsToAnotherEventIsRefused() {
        String stored = protect(new Guest(GUEST, "Bob"));

        assertThatExceptionOfType(PersonalDataChanged.class)
                .isThrownBy(() -> personal.reveal(stored, Place.event(UUID.randomUUID(), "booked")))
                .withMessageContaining("CMDRY-0501")
                .withMessageContaining("'name'");
        assertThatExceptionOfType(PersonalDataChanged.class)
                .isThrownBy(() -> personal.reveal(stored, new Place("event", PLACE.id(), "sold")));
        assertThatExceptionOfType(PersonalDataChanged.class)
                .isThrownBy(() -> personal.reveal(stored, Place.snapshot("booking-1", 1, "booked")));
    }

    @Test
    void whatBelongsToAnotherMemberIsRefused() {
        String stored = protect(new Guest(GUEST, "Bob"));

        assertThatExceptionOfType(PersonalDataChanged.class)
                .isThrownBy(() -> personal.reveal(stored.replace("\"name\"", "\"title\""), PLACE));
    }

    @Test
    void whatWasEncryptedForAnotherSubjectIsRefused() {
        String bob = protect(new Guest(GUEST, "Bob"));
        String eve = protect(new Guest(UUID.randomUUID(), "Eve"));

        assertThatExceptionOfType(PersonalDataChanged.class)
                .isThrownBy(() -> personal.reveal(bob.replace(member(bob, "key"), member(eve, "key")), PLACE));
    }

    @Test
    void whatWasChangedIsRefused() {
        String stored = protect(new Guest(GUEST, "Bob"));
        String sealed = member(stored, "$personal");
        char other = sealed.charAt(5) == 'A' ? 'B' : 'A';

        assertThatExceptionOfType(PersonalDataChanged.class)
                .isThrownBy(() -> personal.reveal(
                        stored.replace(sealed, sealed.substring(0, 5) + other + sealed.substring(6)), PLACE));
        assertThatExceptionOfType(PersonalDataChanged.class)
                .isThrownBy(() -> personal.reveal(stored.replace(sealed, sealed.substring(0, 8)), PLACE));
    }

    private static String member(String json, String name) {
        try (var reader = jakarta.json.Json.createReader(new StringReader(json))) {
            JsonObject envelope = reader.readObject().getJsonObject("name");
            return envelope.getString(name);
        }
    }

    @Test
    void aKeyThatWasLostIsAnotherThingThanOneThatWasDeleted() {
        String stored = protect(new Guest(GUEST, "Bob"));
        store.subjectKeys()
                .delete(store.subjectKeys()
                        .current(GUEST.toString())
                        .orElseThrow()
                        .id());

        assertThatExceptionOfType(SubjectKeyMissing.class)
                .isThrownBy(() -> new PersonalJson(Keyring.of(store)).reveal(stored, PLACE))
                .withMessageContaining("CMDRY-0502")
                .withMessageContaining("'name' of event");
    }

    @Test
    void personalDataOfNobodyAreRefused() {
        assertThatExceptionOfType(PersonalDataUnprotected.class)
                .isThrownBy(() -> protect(new Guest(null, "Bob")))
                .withMessageContaining("CMDRY-0503")
                .withMessageContaining("does not say whose");
        assertThatExceptionOfType(PersonalDataUnprotected.class)
                .isThrownBy(() -> protect(new Sale("s".repeat(501), "b", "1", "2")));
    }

    @Test
    void whatTheCodecWritesUnderAnotherNameIsRefusedRatherThanStoredAsItIs() {
        assertThatExceptionOfType(PersonalDataUnprotected.class)
                .isThrownBy(() -> personal.protect(
                        new Guest(GUEST, "Bob"), "{\"id\":\"%s\",\"NAME\":\"Bob\"}".formatted(GUEST), PLACE))
                .withMessageContaining("let the codec write 'name' as 'name'");
        assertThatExceptionOfType(PersonalDataUnprotected.class)
                .isThrownBy(() -> personal.protect(booking(), "[]", PLACE));
    }

    @Test
    void nobodyCanSendWhatIsReadAsEncryptedData() {
        Unrelated forged = new Unrelated("x", Map.of("$personal", "AAAA", "key", GUEST.toString()));

        assertThatExceptionOfType(PersonalDataUnprotected.class)
                .isThrownBy(() -> protect(forged))
                .withMessageContaining("'$personal'");
        assertThat(protect(new Unrelated("\"$personal\"", "$personal"))).contains("$personal");
    }

    @Test
    void aTextThatIsNoProperTextIsRefused() {
        assertThatExceptionOfType(PersonalDataUnprotected.class).isThrownBy(() -> protect(new Guest(GUEST, "\ud83d")));
    }
}
