package org.commandery.application;

import java.io.Serial;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A dispatch was to wait for handlers that do not exist, by {@link DispatchOptions#consistencyOf}, or a query was, by {@link Application#awaitHandlers}. Nothing
 * was executed, and nothing is stored.
 *
 * <p>A handler exists when it follows the application's store on this node, or has a checkpoint in that store: from another node, or of an earlier
 * time. So one that is deployed for the first time does not exist until the server has activated it.
 */
public final class UnknownHandlers extends DispatchException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final TreeSet<String> handlers;

    /**
     * @param application the application's name
     * @param handlers the names that nobody has; at least one
     */
    public UnknownHandlers(String application, SortedSet<String> handlers) {
        super(
                111,
                "no handler of the events of application '%s' is named %s"
                        .formatted(application, String.join(", ", handlers)),
                null);
        this.handlers = new TreeSet<>(handlers);
    }

    /** The names that no handler has, with the contexts that they begin with. */
    public SortedSet<String> handlers() {
        return Collections.unmodifiableSortedSet(handlers);
    }
}
