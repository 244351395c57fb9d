package org.commandery.runtime.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.commandery.serialization.CodecFailed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class JsonCodecTest {

    private final JsonCodec codec = new JsonCodec();

    @AfterEach
    void close() {
        codec.close();
    }

    public enum Weight {
        LIGHT,
        HEAVY
    }

    public record Address(String street, Optional<String> town) {}

    public record Sent(
            UUID id,
            Instant at,
            OffsetDateTime stamped,
            LocalDate due,
            Duration under,
            BigDecimal price,
            Weight weight,
            List<Address> addresses,
            Map<String, Long> pieces) {}

    @Test
    @DisplayName("Z07: times, numbers, nested records, lists and maps of a record come back as they were")
    void whatRecordsHoldComesBackAsItWas() {
        Sent sent = new Sent(
                UUID.randomUUID(),
                Instant.parse("2026-03-01T12:00:00.123456789Z"),
                OffsetDateTime.parse("2026-03-01T12:00:00+01:00"),
                LocalDate.of(2026, 3, 31),
                Duration.ofMinutes(90),
                new BigDecimal("12345678901234567890.10"),
                Weight.HEAVY,
                List.of(new Address("Main Street", Optional.of("Ulm")), new Address("Lane", Optional.empty())),
                Map.of("cup", 3L));

        assertThat(codec.decode(codec.encode(sent), Sent.class)).isEqualTo(sent);
    }

    @Test
    void whatIsNoJsonOfAClassIsAnErrorThatNamesTheClass() {
        assertThatThrownBy(() -> codec.decode("{\"street\": ", Address.class))
                .isInstanceOf(CodecFailed.class)
                .hasMessageContaining(Address.class.getName());
    }
}
