package org.commandery.runtime.subscription;

import org.commandery.eventstore.RecordedEvent;

/**
 * What events have in common that are handled in order, and that wait for each other when one of them fails.
 *
 * @param source where it is taken from
 * @param name which member or value, empty where there is only one
 */
public record PartitionKey(Source source, String name) {

    /** The event's stream: what a handler gets of one aggregate stays in order. */
    public static final PartitionKey STREAM = new PartitionKey(Source.STREAM, "");

    /** Where a key is taken from. */
    public enum Source {
        /** The name of the stream. */
        STREAM,
        /** The correlation id. */
        CORRELATION,
        /** A member of the stored event's data, a text or a number. */
        DATA,
        /** A value of the metadata. */
        METADATA
    }

    /**
     * Reads the form that configuration uses.
     *
     * @param text {@code stream}, {@code correlation}, {@code data:<member>} or {@code metadata:<name>}
     * @throws IllegalArgumentException when it is none of these
     */
    public static PartitionKey parse(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? "" : text.substring(colon + 1);
        Source source = switch (colon < 0 ? text : text.substring(0, colon)) {
            case "stream" -> Source.STREAM;
            case "correlation" -> Source.CORRELATION;
            case "data" -> Source.DATA;
            case "metadata" -> Source.METADATA;
            default -> throw unknown(text);
        };
        boolean named = source == Source.DATA || source == Source.METADATA;
        if (named == name.isBlank()) {
            throw unknown(text);
        }
        return new PartitionKey(source, name);
    }

    private static IllegalArgumentException unknown(String text) {
        return new IllegalArgumentException(
                "events are kept in order by 'stream', 'correlation', 'data:<member>' or 'metadata:<name>': " + text);
    }

    /** An event's key: that of its stream when it has no other. */
    public String of(RecordedEvent event) {
        String key = switch (source) {
            case STREAM -> event.stream();
            case CORRELATION ->
                event.correlationId() == null ? "" : event.correlationId().toString();
            case DATA -> JsonMember.of(event.data(), name);
            case METADATA -> event.metadata().getOrDefault(name, "");
        };
        // A database keeps no NUL in a text.
        return key.isEmpty() ? event.stream() : key.replace('\0', ' ');
    }
}
