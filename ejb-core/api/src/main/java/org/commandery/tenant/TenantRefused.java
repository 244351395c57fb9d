package org.commandery.tenant;

import java.io.Serial;
import org.commandery.CommanderyException;

/** A caller asked for a tenant that is not its own. */
public final class TenantRefused extends CommanderyException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** @param tenant the tenant that was asked for */
    public TenantRefused(String tenant) {
        super(114, "the caller may not work for tenant '%s'".formatted(tenant), null);
    }
}
