package org.commandery.runtime.tenant;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The tenants of a deployment, in whatever state. */
public interface TenantRegister {

    /** Their names. This asks no database. */
    Set<String> names();

    /** The names of those that have gone since the deployment started. This asks no database. */
    Set<String> former();

    /** The state that a tenant of an application was last found in; empty when there is none of that name. This asks no database. */
    Optional<TenantStatus.State> state(String application, String tenant);

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
            public Set<String> former() {
                return Set.of();
            }

            @Override
            public Optional<TenantStatus.State> state(String application, String tenant) {
                return Optional.empty();
            }

            @Override
            public List<TenantStatus> list() {
                return List.of();
            }
        };
    }
}
