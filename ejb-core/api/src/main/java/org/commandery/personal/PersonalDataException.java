package org.commandery.personal;

import java.io.Serial;
import org.commandery.CommanderyException;
import org.jspecify.annotations.Nullable;

/** Personal data cannot be encrypted, or not be read. */
public abstract sealed class PersonalDataException extends CommanderyException
        permits PersonalDataChanged, SubjectKeyMissing, PersonalDataUnprotected, PlaceholderRefused {

    @Serial
    private static final long serialVersionUID = 1L;

    PersonalDataException(int number, String message, @Nullable Throwable cause) {
        super(number, message, cause);
    }
}
