package org.commandery.web.context;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.NotFoundException;
import java.util.List;
import java.util.SortedSet;
import org.commandery.runtime.Commandery;
import org.commandery.runtime.application.Catalog;
import org.commandery.runtime.application.RunningApplication;
import org.commandery.runtime.subscription.SubscriptionStatus;

/** The bounded contexts of this deployment. */
@ApplicationScoped
public class Contexts {

    /** Their names. */
    public SortedSet<String> names() {
        return Commandery.instance().contexts();
    }

    /**
     * The application that a context runs in.
     *
     * @throws NotFoundException when there is no such context
     */
    public RunningApplication application(String context) {
        return Commandery.instance()
                .application(context)
                .orElseThrow(() -> new NotFoundException(
                        "there is no context '%s' here, only %s".formatted(context, String.join(", ", names()))));
    }

    /**
     * The commands and events of a context, for a caller who may use it.
     *
     * @throws NotFoundException when there is no such context
     */
    public Catalog catalog(String context) {
        application(context);
        return Commandery.instance().catalog(context).orElseThrow(NotFoundException::new);
    }

    /**
     * The subscriptions of a context's handlers, by name.
     *
     * @throws NotFoundException when there is no such context
     */
    public List<SubscriptionStatus> subscriptions(String context) {
        application(context);
        return Commandery.instance().subscriptions(context);
    }
}
