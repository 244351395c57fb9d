package org.commandery.runtime.personal;

import java.time.Duration;
import java.util.List;
import org.commandery.eventstore.EventQuery;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.EventStore.AppendListener;
import org.commandery.eventstore.EventStoreUnavailable;
import org.commandery.eventstore.Feed;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.internal.Stepper;
import org.commandery.personal.SubjectForgotten;
import org.commandery.runtime.serialization.EventTypes;
import org.jspecify.annotations.Nullable;

/** Hears of subjects that were forgotten, by whichever node, as soon as the event that tells of it is there. */
public final class ForgottenElsewhere implements AutoCloseable {

    private static final Duration UNTIL_THE_STORE_IS_BACK = Duration.ofSeconds(1);
    private static final Duration FOR_GOOD = Duration.ofDays(1);

    private final EventStore store;
    private final Runnable listener;
    private final Stepper stepper;
    private @Nullable AppendListener subscription;

    /**
     * @param application for the name of its thread
     * @param listener called when a subject was forgotten, or may have been while nobody could be asked
     */
    public ForgottenElsewhere(String application, EventStore store, Runnable listener) {
        this.store = store;
        this.listener = listener;
        this.stepper = new Stepper("commandery-" + application + "-forgotten", this::subscribe);
        this.stepper.start();
    }

    private Duration subscribe() {
        if (subscription == null) {
            try {
                subscription = store.subscribe(
                        Feed.of(EventQuery.types(EventTypes.nameOf(SubjectForgotten.class))), this::heard);
                listener.run();
            } catch (EventStoreUnavailable e) {
                return UNTIL_THE_STORE_IS_BACK;
            }
        }
        return FOR_GOOD;
    }

    private void heard(List<RecordedEvent> events) {
        listener.run();
    }

    @Override
    public void close() {
        stepper.end();
        stepper.awaitEnd();
        AppendListener open = subscription;
        if (open != null) {
            open.close();
        }
    }
}
