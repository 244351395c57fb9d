package org.commandery.tenant;

import java.io.Serial;
import org.commandery.CommanderyException;

/** The tenant is there, and its instance of the application does not run yet: its schema is being made, or its database refuses. Both end by themselves. */
public final class TenantNotReady extends CommanderyException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final boolean failed;

    /**
     * @param application the application's name
     * @param tenant the tenant's name
     * @param failed whether it could not be started so far; it is tried again
     */
    public TenantNotReady(String application, String tenant, boolean failed) {
        super(
                110,
                failed
                        ? "application '%s' cannot be started for tenant '%s' so far, and is tried again"
                                .formatted(application, tenant)
                        : "application '%s' is being started for tenant '%s'".formatted(application, tenant),
                null);
        this.failed = failed;
    }

    /** Whether it could not be started so far; false when it is about to be ready. */
    public boolean hasFailed() {
        return failed;
    }
}
