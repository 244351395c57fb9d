package org.commandery.runtime.application;

import jakarta.validation.Validator;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Supplier;
import org.commandery.runtime.router.CommandRoute;
import org.commandery.runtime.router.RouteTable;
import org.commandery.runtime.serialization.EventClass;
import org.commandery.runtime.serialization.EventTypes;
import org.commandery.runtime.serialization.Serialization;
import org.commandery.serialization.EventForm;

/**
 * What an application understands: its commands and its events, the same for all its tenants. It is there before the application's first instance
 * is, which may wait long for a tenant.
 */
public final class Catalog {

    private final RouteTable routes;
    private final Serialization serialization;
    private final Supplier<Validator> validator;

    /**
     * @param routes the routes of all its contexts
     * @param serialization how its events become objects
     * @param validator checks the constraints of its commands; asked for when it is needed
     * @throws org.commandery.DefinitionException when the events or the upcasters cannot work
     */
    public Catalog(RouteTable routes, Serialization serialization, Supplier<Validator> validator) {
        this.routes = routes;
        this.serialization = serialization;
        this.validator = validator;
        new EventTypes(routes.eventTypes(), serialization);
    }

    /** The routes of a context's commands, sorted by the simple names of their classes. */
    public List<CommandRoute> commands(String context) {
        return routes.all().stream()
                .filter(route -> route.context().equals(context))
                .sorted(Comparator.comparing(route -> route.command().getSimpleName()))
                .toList();
    }

    /** The events that a context's aggregates apply, sorted by the stable names of their types. */
    public List<EventClass> events(String context) {
        return routes.eventTypes(context).stream()
                .map(EventClass::of)
                .sorted(Comparator.comparing(event -> event.form().type()))
                .toList();
    }

    /** The older forms, of this or of other types, that upcasters bring to a form; empty when none leads there. */
    public SortedSet<EventForm> olderForms(EventForm form) {
        return serialization.upcasters().leadingTo(form);
    }

    /** Checks the constraints of commands, and knows them. */
    public Validator validator() {
        return validator.get();
    }
}
