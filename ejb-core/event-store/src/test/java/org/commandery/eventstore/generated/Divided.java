package org.commandery.eventstore.generated;

import java.util.List;
import java.util.Map;
import org.commandery.eventstore.Division;
import org.commandery.eventstore.Segment;

/**
 * All that is known of a divided subscription at one moment.
 *
 * @param checkpoints those of its segments, by number
 * @param letters the keys of its dead letters, by position
 * @param notes what was done in its name, in this order
 */
record Divided(Division division, List<Long> checkpoints, Map<Long, String> letters, List<Note> notes) {

    /** Where it began: its last move, or the beginning of all. */
    long start() {
        return notes.stream()
                .filter(note -> note.what() == Note.What.MOVED)
                .reduce((before, last) -> last)
                .map(Note::position)
                .orElse(0L);
    }

    /** What was done since it began. */
    List<Note> sinceStart() {
        int begin = 0;
        for (int i = 0; i < notes.size(); i++) {
            begin = notes.get(i).what() == Note.What.MOVED ? i + 1 : begin;
        }
        return notes.subList(begin, notes.size());
    }

    /** Whether an event is behind the checkpoint of its segment, be it that of a former division. */
    boolean hasPassed(long position, String key) {
        return position <= checkpoints.get(Segment.numberOf(key, checkpoints.size()))
                || division.isHandled(position, key);
    }
}
