package org.commandery.benchmarks.plain;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** An order as a row of the size that an event has. */
@Entity
@Table(schema = "plain", name = "orders")
public class PlainOrder {

    private static final String SEQUENCE = "orders_position";

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = SEQUENCE)
    @SequenceGenerator(name = SEQUENCE, schema = "plain", sequenceName = SEQUENCE, allocationSize = 50)
    private long position;

    private String stream;
    private long version;

    @Column(name = "event_id")
    private UUID eventId;

    private String type;

    @Column(name = "causation_id")
    private UUID causationId;

    @Column(name = "correlation_id")
    private UUID correlationId;

    @JdbcTypeCode(SqlTypes.JSON)
    private String data;

    @Column(name = "created_at")
    private Instant createdAt;

    /** For the persistence provider, which sets what is in the row. */
    protected PlainOrder() {}

    PlainOrder(String stream, String data) {
        this.stream = stream;
        this.version = 1;
        this.eventId = UUID.randomUUID();
        this.type = "order-placed";
        this.causationId = eventId;
        this.correlationId = eventId;
        this.data = data;
        this.createdAt = Instant.now();
    }

    long position() {
        return position;
    }

    String stream() {
        return stream;
    }

    long version() {
        return version;
    }

    String type() {
        return type;
    }
}
