package org.commandery.testkit;

import jakarta.validation.constraints.NotBlank;
import org.commandery.application.Application;
import org.commandery.application.BoundedContext;
import org.commandery.application.DispatchOptions;
import org.commandery.event.EventMetadata;
import org.commandery.event.EventType;
import org.commandery.handler.EventHandler;
import org.commandery.router.Router;
import org.commandery.router.Routes;

/** A lamp that somebody installs and a handler then switches on. */
public record Lamp(String id, boolean on) {

    /** Installs it. */
    public record Install(@NotBlank String id) {}

    /** Switches it on. */
    public record SwitchOn(String id) {}

    /** It was installed. */
    @EventType("lamp-installed")
    public record Installed(String id) {}

    /** It was switched on. */
    @EventType("lamp-switched-on")
    public record SwitchedOn(String id) {}

    static Installed execute(Install command) {
        return new Installed(command.id());
    }

    SwitchedOn execute(SwitchOn command) {
        return new SwitchedOn(id);
    }

    static Lamp apply(Installed event) {
        return new Lamp(event.id(), false);
    }

    Lamp apply(SwitchedOn event) {
        return new Lamp(id, true);
    }

    /** Its routes. */
    @BoundedContext("lamps")
    public static final class Lamps implements Router {

        @Override
        public void configure(Routes routes) {
            routes.aggregate(Lamp.class).identifiedBy("id").prefix("lamp-").dispatch(Install.class, SwitchOn.class);
        }
    }

    /** Switches each new lamp on. */
    public record Switcher(Application lamps) implements EventHandler {

        /** Called with each new lamp. */
        public void handle(Installed event, EventMetadata metadata) {
            lamps.dispatch(new SwitchOn(event.id()), DispatchOptions.options().causedBy(metadata));
        }
    }
}
