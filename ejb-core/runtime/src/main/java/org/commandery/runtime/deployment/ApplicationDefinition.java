package org.commandery.runtime.deployment;

import jakarta.validation.Validator;
import java.util.Map;
import java.util.function.Supplier;
import org.commandery.router.Router;
import org.commandery.runtime.application.Catalog;
import org.commandery.runtime.application.Dispatching;
import org.commandery.runtime.application.RunningApplication;
import org.commandery.runtime.application.StoreAccess;
import org.commandery.runtime.router.RouteTable;
import org.commandery.runtime.serialization.Serialization;

/**
 * What an application is made of, the same for all its tenants.
 *
 * @param name its name
 * @param routers the router of each of its contexts, by the context's name; none for one that only holds events
 * @param serialization how its events become objects
 * @param dispatching what its commands are dispatched with
 * @param cachedAggregates how many of its aggregates stay in memory at most; 0 for none
 */
record ApplicationDefinition(
        String name,
        Map<String, Router> routers,
        Serialization serialization,
        Dispatching dispatching,
        int cachedAggregates) {

    /**
     * What it understands, checked before there is an instance: the first tenant may come much later.
     *
     * @param validator knows the constraints of its commands
     * @throws org.commandery.DefinitionException when its routes or its upcasters cannot work
     */
    Catalog catalog(Supplier<Validator> validator) {
        return new Catalog(new RouteTable(routers, dispatching.beans()), serialization, validator);
    }

    /** An instance of it over a store. */
    RunningApplication over(StoreAccess access) {
        return new RunningApplication(name, routers, serialization, access, dispatching, cachedAggregates);
    }
}
