package org.commandery.launcher;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How the contexts of the shop are put together. The archives are the same in all; only servers and databases differ. */
enum Architecture {
    /** All contexts in one application, one store. */
    GLOBAL,
    /** The contexts of the shop share an application, which may be one of several. */
    SHARED,
    /** An application and a schema for each context. */
    SCHEMA_PER_CONTEXT,
    /** An application and a database for each context. */
    DATABASE_PER_CONTEXT,
    /** A server and a database for each context. */
    MICROSERVICES,
    /** As {@link #MICROSERVICES}, without a database in which they meet: messages go between them. */
    MICROSERVICES_MESSAGING,
    /** As {@link #SHARED}, once for each tenant. */
    MULTI_TENANT_SHARED,
    /** As {@link #SCHEMA_PER_CONTEXT}, once for each tenant. */
    MULTI_TENANT;

    private static final List<String> CONTEXTS = List.of("ordering", "inventory", "billing");

    /** @throws LaunchRefused when there is none of that name */
    static Architecture named(String name) {
        return Arrays.stream(values())
                .filter(one -> one.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new LaunchRefused("there is no architecture '" + name + "', only "
                        + Arrays.stream(values()).map(Architecture::toString).collect(Collectors.joining(", "))));
    }

    /** The name, as in {@code schema-per-context}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    List<Service> services() {
        return switch (this) {
            case MICROSERVICES -> serviceForEachContext("");
            case MICROSERVICES_MESSAGING -> serviceForEachContext("-messaging");
            default -> List.of(new Service("monolith", toString(), CONTEXTS));
        };
    }

    private static List<Service> serviceForEachContext(String variant) {
        return CONTEXTS.stream()
                .map(context -> new Service(context, context + variant, List.of(context)))
                .toList();
    }

    List<String> databases() {
        return switch (this) {
            case DATABASE_PER_CONTEXT, MICROSERVICES -> List.of("ordering", "inventory", "billing", "integration");
            case MICROSERVICES_MESSAGING -> CONTEXTS;
            default -> List.of("commandery");
        };
    }

    /** Whether the first server has a message broker. */
    boolean hasBroker() {
        return this == MICROSERVICES_MESSAGING;
    }

    /** The tenants that there are after the first start; empty when the architecture has none. */
    List<String> tenants() {
        return switch (this) {
            case MULTI_TENANT_SHARED, MULTI_TENANT -> List.of("acme", "globex");
            default -> List.of();
        };
    }

    /** The name of the script that adds a tenant, where there are tenants. */
    String tenantScript() {
        return this == MULTI_TENANT_SHARED ? "add-tenant-shared.cli" : "add-tenant.cli";
    }
}
