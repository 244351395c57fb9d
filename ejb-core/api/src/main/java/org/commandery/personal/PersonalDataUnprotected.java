package org.commandery.personal;

import java.io.Serial;

/** Something cannot be stored, because personal data in it could not be encrypted, or could not be told from encrypted data. Nothing was stored. */
public final class PersonalDataUnprotected extends PersonalDataException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * @param type the class of what was to be stored
     * @param reason what is wrong, and the way out
     */
    public PersonalDataUnprotected(Class<?> type, String reason) {
        super(503, "%s is not stored: %s".formatted(type.getName(), reason), null);
    }
}
