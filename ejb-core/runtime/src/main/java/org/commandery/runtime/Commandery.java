package org.commandery.runtime;

import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.commandery.runtime.application.RunningApplication;

/**
 * All applications of a deployment, by the bounded contexts that run in them. There is one in each class loader that loads this class, so one an
 * EAR: the connector, which no container injects into, finds it here.
 */
public final class Commandery {

    private static final Commandery INSTANCE = new Commandery();

    private final Map<String, RunningApplication> applications = new ConcurrentHashMap<>();
    private final Map<Object, Waiting> waiting = new ConcurrentHashMap<>();

    private record Waiting(String context, Consumer<RunningApplication> action) {}

    private Commandery() {}

    /** The one of this deployment. */
    public static Commandery instance() {
        return INSTANCE;
    }

    /** The names of all contexts. */
    public SortedSet<String> contexts() {
        return new TreeSet<>(applications.keySet());
    }

    /** The application that a context runs in; empty when the deployment has no such context. */
    public Optional<RunningApplication> application(String context) {
        return Optional.ofNullable(applications.get(context));
    }

    /**
     * Calls back with a context's application, now if it is there, or as soon as it is: message-driven beans may be activated before it.
     *
     * @param key stands for this wish, for {@link #forget}
     */
    public synchronized void whenStarted(Object key, String context, Consumer<RunningApplication> action) {
        RunningApplication application = applications.get(context);
        if (application == null) {
            waiting.put(key, new Waiting(context, action));
        } else {
            action.accept(application);
        }
    }

    /** Forgets a wish that has not come true. */
    public synchronized void forget(Object key) {
        waiting.remove(key);
    }

    /** Adds a context's application and tells those who wait for it. */
    public synchronized void started(String context, RunningApplication application) {
        applications.put(context, application);
        waiting.entrySet().removeIf(entry -> {
            boolean wanted = entry.getValue().context().equals(context);
            if (wanted) {
                entry.getValue().action().accept(application);
            }
            return wanted;
        });
    }

    /** Stops all applications. */
    public synchronized void stop() {
        applications.values().stream().distinct().forEach(RunningApplication::close);
        applications.clear();
    }
}
