package org.commandery.personal;

import java.io.Serial;

/** An encrypted member is not what was written at its place: somebody has changed it, or has moved it there from another event or member. */
public final class PersonalDataChanged extends PersonalDataException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * @param member the path to the member, as in {@code guests[0].name}
     * @param place what it is a member of, as in {@code event 0f0e… of 'order-placed'}
     * @param cause what the decryption found
     */
    public PersonalDataChanged(String member, String place, Throwable cause) {
        super(
                501,
                "'%s' of %s was changed, or moved there from elsewhere: restore it from a backup"
                        .formatted(member, place),
                cause);
    }
}
