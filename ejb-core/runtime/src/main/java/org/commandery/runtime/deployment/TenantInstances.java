package org.commandery.runtime.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.function.BiFunction;
import org.commandery.runtime.tenant.TenantStatus;

/** The instances of one application, one for each tenant that the server has a datasource for. */
final class TenantInstances {

    private final BiFunction<String, String, Instance> create;
    private final ExecutorService work;
    private final Map<String, Instance> instances = new TreeMap<>();

    /** @param create makes the instance of a tenant over the datasource of a JNDI name */
    TenantInstances(BiFunction<String, String, Instance> create, ExecutorService work) {
        this.create = create;
        this.work = work;
    }

    /**
     * Starts the tenants that have come and stops those that have gone; none waits for another.
     *
     * @param present the JNDI name of each tenant's datasource
     */
    synchronized void follow(Map<String, String> present) {
        List<String> gone = instances.keySet().stream()
                .filter(tenant -> !instances.get(tenant).datasource().equals(present.get(tenant)))
                .toList();
        gone.forEach(tenant -> work.execute(instances.remove(tenant)::close));
        present.forEach((tenant, datasource) -> instances.computeIfAbsent(tenant, name -> {
            Instance instance = create.apply(name, datasource);
            instance.startLater();
            return instance;
        }));
    }

    synchronized List<TenantStatus> list() {
        return instances.values().stream().map(Instance::status).toList();
    }

    void close() {
        List<Instance> all;
        synchronized (this) {
            all = new ArrayList<>(instances.values());
            instances.clear();
        }
        all.forEach(Instance::close);
    }
}
