package org.commandery.serialization;

import java.io.Serial;
import org.commandery.CommanderyException;

/** An object cannot be written as JSON, or a JSON text does not fit a class. */
public final class CodecFailed extends CommanderyException {

    @Serial
    private static final long serialVersionUID = 1L;

    private CodecFailed(String message, Throwable cause) {
        super(401, message, cause);
    }

    /** An object of this class cannot be written. */
    public static CodecFailed writing(Class<?> type, Throwable cause) {
        return new CodecFailed("%s cannot be written as JSON: %s".formatted(type.getName(), cause.getMessage()), cause);
    }

    /** A text cannot be read as an object of this class. */
    public static CodecFailed reading(Class<?> type, Throwable cause) {
        return new CodecFailed("a JSON text does not fit %s: %s".formatted(type.getName(), cause.getMessage()), cause);
    }
}
