package org.commandery.tenant;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Which tenant the calling thread works for. A request's thread gets its tenant from the web layer, a handler's from the event; inject this into
 * code that must say it itself, a scheduled job for instance.
 */
public interface Tenants {

    /** The tenant that the calling thread works for; empty when it works for none. */
    Optional<String> current();

    /**
     * Does some work for a tenant, on the calling thread. Afterwards the thread works again for whom it worked before.
     *
     * @param tenant the tenant's name; whether there is such a tenant shows when the work asks for it
     * @return what the work returned
     */
    <T> T as(String tenant, Supplier<T> work);
}
