package org.commandery.runtime.aggregate;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.EventStoreUnavailable;
import org.jspecify.annotations.Nullable;

/** A real store that counts what is asked of it, and lets a test come between. */
final class WatchedStore {

    /** The calls so far, by the names of the methods. */
    final List<String> calls = new CopyOnWriteArrayList<>();

    /** Called before each append or group of appends; what it throws, the append throws. */
    volatile @Nullable Consumer<List<Append>> beforeAppend;

    /** Called before a stream is read. */
    volatile @Nullable Runnable beforeRead;

    /** Called after each append. */
    volatile @Nullable Runnable afterAppend;

    /** Whether snapshots cannot be reached. */
    volatile boolean snapshotsFail;

    private volatile EventStore target;

    WatchedStore(EventStore target) {
        this.target = target;
    }

    /** Goes on with another store, as after a restore. */
    void replaceBy(EventStore other) {
        target = other;
    }

    EventStore store() {
        return (EventStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {EventStore.class}, (proxy, method, arguments) -> {
                    calls.add(method.getName());
                    boolean append = method.getName().startsWith("append");
                    if (append && beforeAppend != null) {
                        beforeAppend.accept(appends(arguments[0]));
                    }
                    Runnable read = beforeRead;
                    if (method.getName().equals("stream") && read != null) {
                        read.run();
                    }
                    if (method.getName().equals("snapshots") && snapshotsFail) {
                        throw new EventStoreUnavailable("no snapshots today", null);
                    }
                    try {
                        Object result = method.invoke(target, arguments);
                        if (append && afterAppend != null) {
                            afterAppend.run();
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @SuppressWarnings("unchecked")
    private static List<Append> appends(Object argument) {
        return argument instanceof Append append ? List.of(append) : (List<Append>) argument;
    }

    long count(String... methods) {
        return calls.stream().filter(List.of(methods)::contains).count();
    }

    long reads() {
        return count("readForward", "stream");
    }

    long appends() {
        return count("append", "appendAll");
    }
}
