package org.commandery.tools.transfer;

import java.io.Serial;
import org.commandery.CommanderyException;
import org.jspecify.annotations.Nullable;

/** What was to be imported is not what an export writes, or does not go on where the store ends. What was imported before stays. */
public final class ImportRefused extends CommanderyException {

    @Serial
    private static final long serialVersionUID = 1L;

    ImportRefused(String reason, @Nullable Throwable cause) {
        super(240, reason, cause);
    }
}
