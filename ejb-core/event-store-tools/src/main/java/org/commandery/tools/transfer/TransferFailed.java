package org.commandery.tools.transfer;

import java.io.Serial;
import org.commandery.CommanderyException;

/** The file or the database failed in the middle of an import or an export. Call it again: it goes on where it stopped. */
public final class TransferFailed extends CommanderyException {

    @Serial
    private static final long serialVersionUID = 1L;

    TransferFailed(Throwable cause) {
        super(241, "the transfer stopped and can be called again: " + cause.getMessage(), cause);
    }
}
