package org.commandery.runtime.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.commandery.eventstore.Checkpoints;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.EventStoreException;
import org.commandery.eventstore.EventStoreUnavailable;
import org.commandery.eventstore.Snapshots;
import org.commandery.eventstore.Subscriptions;
import org.jspecify.annotations.Nullable;

/**
 * Measures what is asked of an event store. It stands before the store as a proxy: of more than fifty methods a dozen matter here, and the rest need
 * not be repeated. A call through it costs a fraction of a microsecond, one to a database some hundred of them.
 */
final class MeteredStore implements InvocationHandler {

    /** Timer: operations. */
    static final String OPERATIONS = "commandery.store";

    private static final Map<Class<?>, Map<String, String>> MEASURED = Map.of(
            EventStore.class,
            Map.of(
                    "append", "append",
                    "appendAll", "append",
                    "appendAsync", "append",
                    "readForward", "read",
                    "readBackward", "read",
                    "readAllForward", "read",
                    "readAllBackward", "read",
                    "read", "read",
                    "subscribe", "subscribe"),
            Checkpoints.class,
            Map.of(
                    "advance", "checkpoint",
                    "claim", "claim",
                    "release", "release",
                    "delete", "delete_subscription"),
            Subscriptions.class,
            Map.of("open", "subscribe", "delete", "delete_subscription"),
            Snapshots.class,
            Map.of("find", "read_snapshot", "record", "record_snapshot", "delete", "delete_snapshot"));

    private final MeterRegistry registry;
    private final Object target;
    private final Map<String, String> operations;
    private final Tags tags;
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();
    private final Map<Method, Boolean> inherited = new ConcurrentHashMap<>();
    /** What the store gives out is always the same. */
    private final Map<Object, Object> parts = new ConcurrentHashMap<>();

    private MeteredStore(MeterRegistry registry, Tags tags, Class<?> type, Object target) {
        this.registry = registry;
        this.tags = tags;
        this.target = target;
        this.operations = MEASURED.getOrDefault(type, Map.of());
    }

    /**
     * A store that is measured.
     *
     * @param name what it is called in the meters
     */
    static EventStore of(MeterRegistry registry, String name, EventStore store) {
        return measured(registry, Tags.of("store", name), EventStore.class, store);
    }

    private static <T> T measured(MeterRegistry registry, Tags tags, Class<T> type, Object target) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, new MeteredStore(registry, tags, type, target)));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.isDefault() && isInherited(method)) {
            // It calls others of this store, which are measured.
            return InvocationHandler.invokeDefault(proxy, method, arguments);
        }
        String operation = operations.get(method.getName());
        Object result = operation == null ? call(method, arguments) : measure(operation, method, arguments);
        return MEASURED.containsKey(method.getReturnType()) && result != null
                ? parts.computeIfAbsent(result, part -> measured(registry, tags, method.getReturnType(), part))
                : result;
    }

    /** Whether the store has not put a method of its own in the place of a default one. */
    private boolean isInherited(Method method) {
        return inherited.computeIfAbsent(method, asked -> {
            try {
                return target.getClass()
                        .getMethod(asked.getName(), asked.getParameterTypes())
                        .isDefault();
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private @Nullable Object measure(String operation, Method method, Object @Nullable [] arguments) throws Throwable {
        long begin = System.nanoTime();
        Object result;
        try {
            result = call(method, arguments);
        } catch (Throwable e) {
            record(operation, begin, e);
            throw e;
        }
        if (result instanceof CompletionStage<?> later) {
            return later.whenComplete((stored, failure) -> record(operation, begin, failure));
        }
        record(operation, begin, null);
        return result;
    }

    private void record(String operation, long begin, @Nullable Throwable failure) {
        long nanos = System.nanoTime() - begin;
        String outcome = outcome(failure);
        timers.computeIfAbsent(
                        operation + ' ' + outcome,
                        key -> registry.timer(OPERATIONS, tags.and("operation", operation, "outcome", outcome)))
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    /** A store that says no has worked. */
    private static String outcome(@Nullable Throwable failure) {
        if (failure == null) {
            return "done";
        }
        return failure instanceof EventStoreException && !(failure instanceof EventStoreUnavailable)
                ? "refused"
                : "failed";
    }

    private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
