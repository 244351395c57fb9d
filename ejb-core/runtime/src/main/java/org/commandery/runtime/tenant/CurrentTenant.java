package org.commandery.runtime.tenant;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tenant that a thread works for. */
public final class CurrentTenant {

    private static final ThreadLocal<@Nullable String> CURRENT = new ThreadLocal<>();

    private CurrentTenant() {}

    /** The calling thread's tenant; empty when it has none. */
    public static Optional<String> get() {
        return Optional.ofNullable(CURRENT.get());
    }

    /**
     * Lets the calling thread work for a tenant. Who calls this gives the thread its old tenant back afterwards.
     *
     * @param tenant the tenant's name; null for none
     * @return the tenant that it worked for before; null for none
     */
    public static @Nullable String replace(@Nullable String tenant) {
        String before = CURRENT.get();
        if (tenant == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(tenant);
        }
        return before;
    }
}
