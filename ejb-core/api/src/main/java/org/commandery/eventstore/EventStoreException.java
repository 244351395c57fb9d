package org.commandery.eventstore;

import java.io.Serial;
import org.commandery.CommanderyException;
import org.jspecify.annotations.Nullable;

/** An append or a read that the event store refused or could not do. Nothing was written unless the kind says otherwise. */
public abstract sealed class EventStoreException extends CommanderyException
        permits WrongExpectedVersion,
                StreamNotFound,
                DuplicateEvent,
                CommandIdReused,
                ReservedStream,
                UnacceptableEvent,
                StaleCheckpoint,
                KeyTaken,
                ConditionNotMet,
                EventNotFound,
                StreamDeleted,
                HardDeletesDisabled,
                AlreadySubscribed,
                SubscriptionExists,
                TooManySubscribers,
                UnexpectedAck,
                InvalidStart,
                NotSubscribed,
                SubscriptionDeleted,
                CannotRebuild,
                EventStoreUnavailable {

    @Serial
    private static final long serialVersionUID = 1L;

    EventStoreException(int number, String message, @Nullable Throwable cause) {
        super(number, message, cause);
    }
}
