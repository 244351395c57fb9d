package org.commandery.eventstore;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/**
 * A part of a subscription that is worked on by itself: it has a checkpoint of its own and a node of its own. All events of one key belong to one
 * segment, so that they are handled in order; segments do not wait for each other.
 *
 * @param subscription the subscription's name
 * @param number which segment, from 0
 * @param count how many segments the subscription is divided into, 1 or more
 */
public record Segment(String subscription, int number, int count) {

    private static final Pattern NAME = Pattern.compile("(.+)#(\\d{1,9})/(\\d{1,9})");

    /** @throws IllegalArgumentException when there is no such segment */
    public Segment {
        if (count < 1 || number < 0 || number >= count) {
            throw new IllegalArgumentException("there is no segment %d of %d".formatted(number, count));
        }
    }

    /**
     * All segments of a subscription, by number.
     *
     * @throws IllegalArgumentException when they are fewer than 1
     */
    public static List<Segment> of(String subscription, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("a subscription has 1 segment or more, not " + count);
        }
        return IntStream.range(0, count)
                .mapToObj(number -> new Segment(subscription, number, count))
                .toList();
    }

    /**
     * The segment whose checkpoint is kept under a name, the reverse of {@link #name()}.
     *
     * @param name any name of a checkpoint; one that does not look like that of a segment is that of a subscription that is not divided
     */
    public static Segment named(String name) {
        Matcher matcher = NAME.matcher(name);
        if (matcher.matches()) {
            int number = Integer.parseInt(matcher.group(2));
            int count = Integer.parseInt(matcher.group(3));
            if (count > 1 && number < count) {
                return new Segment(matcher.group(1), number, count);
            }
        }
        return new Segment(name, 0, 1);
    }

    /**
     * The number of the segment that a key belongs to. It never changes: checkpoints rely on it. It is the CRC-32C of the key's UTF-8 form, modulo the
     * number of segments.
     *
     * @param key what events have in common that are handled in order
     * @param count how many segments there are
     * @see <a href="https://www.rfc-editor.org/rfc/rfc3720#appendix-B.4">RFC 3720, appendix B.4: CRC-32C</a>
     */
    public static int numberOf(String key, int count) {
        if (count == 1) {
            return 0;
        }
        CRC32C crc = new CRC32C();
        crc.update(key.getBytes(StandardCharsets.UTF_8));
        return (int) (crc.getValue() % count);
    }

    /** Whether the events of a key belong to it. */
    public boolean has(String key) {
        return numberOf(key, count) == number;
    }

    /** The name that its checkpoint is kept under: the subscription's, if that is not divided; otherwise with its number and their count, from 0. */
    public String name() {
        return count == 1 ? subscription : "%s#%d/%d".formatted(subscription, number, count);
    }
}
