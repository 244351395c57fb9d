package org.commandery.persistence;

import org.commandery.runtime.tenant.CurrentTenant;
import org.hibernate.context.spi.CurrentTenantIdentifierResolver;

/** Tells Hibernate for which tenant a session is opened: the one that the calling thread works for. The empty name stands for none. */
public final class TenantIdentifiers implements CurrentTenantIdentifierResolver<String> {

    /** One that Hibernate uses. */
    public TenantIdentifiers() {}

    @Override
    public String resolveCurrentTenantIdentifier() {
        return CurrentTenant.get().orElse("");
    }

    /** True: a session that is found again must be of the same tenant. */
    @Override
    public boolean validateExistingCurrentSessions() {
        return true;
    }
}
