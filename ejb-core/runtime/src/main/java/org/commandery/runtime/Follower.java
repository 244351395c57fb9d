package org.commandery.runtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.commandery.runtime.application.RunningApplication;
import org.jspecify.annotations.Nullable;

/** Something that is to go on at each running instance of an application. */
public final class Follower {

    private final String context;
    private final Predicate<RunningApplication> follows;
    private final Work work;
    private final Map<RunningApplication, Ongoing> begun = new HashMap<>();
    private boolean ended;

    /** What is to go on. */
    public interface Work {

        /** Begins it at an instance. */
        Ongoing begin(RunningApplication instance);
    }

    /** What goes on at one instance. */
    public interface Ongoing extends AutoCloseable {

        /** Ends it, and returns when it has ended. */
        @Override
        void close();
    }

    Follower(String context, Predicate<RunningApplication> follows, Work work) {
        this.context = context;
        this.follows = follows;
        this.work = work;
    }

    /** The context that what goes on belongs to. */
    String context() {
        return context;
    }

    synchronized void started(RunningApplication instance) {
        if (!ended && follows.test(instance)) {
            begun.computeIfAbsent(instance, work::begin);
        }
    }

    /** Ends outside of the lock: what goes on may be asking for an application meanwhile. */
    void stopped(RunningApplication instance) {
        @Nullable Ongoing ongoing;
        synchronized (this) {
            ongoing = begun.remove(instance);
        }
        if (ongoing != null) {
            ongoing.close();
        }
    }

    void end() {
        List<Ongoing> all;
        synchronized (this) {
            ended = true;
            all = new ArrayList<>(begun.values());
            begun.clear();
        }
        all.forEach(Ongoing::close);
    }
}
