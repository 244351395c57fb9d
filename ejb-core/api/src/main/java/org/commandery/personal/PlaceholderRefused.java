package org.commandery.personal;

import java.io.Serial;
import java.util.Collection;
import org.commandery.CommanderyException;

/** An event cannot be read any more: its class, or an upcaster, refuses the placeholders of a subject that was forgotten. */
public final class PlaceholderRefused extends PersonalDataException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * @param members the paths to the members that have placeholders
     * @param place what they are members of, as in {@code event 0f0e… of 'order-placed'}
     * @param cause what the codec or the upcaster said
     */
    public PlaceholderRefused(Collection<String> members, String place, CommanderyException cause) {
        super(
                504,
                "%s of %s are read as placeholders, since their subject was forgotten, and cannot be read so: let the class, or the upcaster, accept these (%s)"
                        .formatted(members, place, cause.getMessage()),
                cause);
    }
}
