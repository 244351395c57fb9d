package org.commandery.eventstore.postgres;

import java.util.Locale;

/**
 * How a store keeps the data of events, decided when its tables are made. All of them take and give JSON texts.
 *
 * @see <a href="https://www.postgresql.org/docs/current/datatype-json.html">JSON Types</a>
 */
public enum Payload {
    /** As the text that it is, checked to be JSON; the fastest that SQL can look into. */
    JSON,
    /** Taken apart, for queries by SQL: slower to write and to read, larger, and member order and spaces are not kept. */
    JSONB,
    /** As bytes that nobody looks into: what is no JSON is not refused. */
    BYTEA;

    /** The type of the column. */
    String type() {
        return name().toLowerCase(Locale.ROOT);
    }
}
