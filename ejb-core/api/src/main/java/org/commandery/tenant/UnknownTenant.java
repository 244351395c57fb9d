package org.commandery.tenant;

import java.io.Serial;
import org.commandery.CommanderyException;
import org.jspecify.annotations.Nullable;

/** The application has tenants, and the one that was asked for is not among them, or none was named. */
public final class UnknownTenant extends CommanderyException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final @Nullable String tenant;

    /**
     * @param application the application's name
     * @param tenant the tenant that is not there; null when none was named
     */
    public UnknownTenant(String application, @Nullable String tenant) {
        super(
                112,
                tenant == null
                        ? "application '%s' has tenants, and none was named".formatted(application)
                        : "application '%s' has no tenant '%s'".formatted(application, tenant),
                null);
        this.tenant = tenant;
    }

    /** The tenant that is not there; null when none was named. */
    public @Nullable String tenant() {
        return tenant;
    }
}
