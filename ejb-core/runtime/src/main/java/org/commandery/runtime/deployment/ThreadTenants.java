package org.commandery.runtime.deployment;

import java.util.Optional;
import java.util.function.Supplier;
import org.commandery.runtime.tenant.CurrentTenant;
import org.commandery.tenant.Tenants;

/** The tenants of threads, as they are injected. */
final class ThreadTenants implements Tenants {

    @Override
    public Optional<String> current() {
        return CurrentTenant.get();
    }

    @Override
    public <T> T as(String tenant, Supplier<T> work) {
        String before = CurrentTenant.replace(tenant);
        try {
            return work.get();
        } finally {
            CurrentTenant.replace(before);
        }
    }
}
