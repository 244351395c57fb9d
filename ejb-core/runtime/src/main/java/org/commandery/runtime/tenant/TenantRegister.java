package org.commandery.runtime.tenant;

import java.util.List;
import java.util.Set;

/** The tenants of a deployment, in whatever state. */
public interface TenantRegister {

    /** Their names. This asks no database. */
    Set<String> names();

    /** How they stand, by application and tenant. This asks the database of each. */
    List<TenantStatus> list();

    /** The register of a deployment without tenants. */
    static TenantRegister empty() {
        return new TenantRegister() {
            @Override
            public Set<String> names() {
                return Set.of();
            }

            @Override
            public List<TenantStatus> list() {
                return List.of();
            }
        };
    }
}
