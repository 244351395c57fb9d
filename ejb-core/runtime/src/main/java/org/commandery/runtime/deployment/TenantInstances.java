package org.commandery.runtime.deployment;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.commandery.runtime.tenant.BoundDatasource;
import org.commandery.runtime.tenant.TenantStatus;
import org.commandery.runtime.tenant.TenantStatus.State;

/** The instances of one application, one for each tenant that the server has a datasource for. */
final class TenantInstances {

    private final BiFunction<String, BoundDatasource, Instance> create;
    private final Workers workers;
    private final Map<String, Instance> instances = new TreeMap<>();
    private final Set<String> seen = new HashSet<>();

    /** @param create makes the instance of a tenant over its datasource */
    TenantInstances(BiFunction<String, BoundDatasource, Instance> create, Workers workers) {
        this.create = create;
        this.workers = workers;
    }

    /**
     * Starts the tenants that have come and stops those that have gone; none waits for another. One that came back over a new datasource has done both.
     *
     * @param present the datasource of each tenant
     */
    synchronized void follow(Map<String, BoundDatasource> present) {
        List<String> gone = instances.keySet().stream()
                .filter(tenant -> !instances.get(tenant).datasource().equals(present.get(tenant)))
                .toList();
        gone.forEach(tenant -> workers.now(instances.remove(tenant)::close));
        seen.addAll(present.keySet());
        present.forEach((tenant, datasource) -> instances.computeIfAbsent(tenant, name -> {
            Instance instance = create.apply(name, datasource);
            instance.startLater();
            return instance;
        }));
    }

    /** How each stands. This asks the database of each, and meanwhile tenants come and go. */
    List<TenantStatus> list() {
        return all().stream().map(Instance::status).toList();
    }

    synchronized Set<String> names() {
        return Set.copyOf(instances.keySet());
    }

    /** Those that were there and are no more. */
    synchronized Set<String> former() {
        Set<String> former = new HashSet<>(seen);
        former.removeAll(instances.keySet());
        return former;
    }

    /** The state that a tenant was last found in; empty when there is none of that name. */
    synchronized Optional<State> state(String tenant) {
        return Optional.ofNullable(instances.get(tenant)).map(Instance::state);
    }

    /** How many were last found in each state. This asks no database. */
    Map<State, Long> states() {
        return all().stream().collect(Collectors.groupingBy(Instance::state, Collectors.counting()));
    }

    void close() {
        all().forEach(Instance::close);
    }

    private synchronized List<Instance> all() {
        return List.copyOf(instances.values());
    }
}
