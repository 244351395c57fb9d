package org.commandery.runtime.aggregate;

import static org.jboss.logging.Logger.Level.WARN;

import java.lang.invoke.MethodHandles;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;
import org.jspecify.annotations.Nullable;

/** What aggregates write to the log. Numbers 0350 to 0359. */
@MessageLogger(projectCode = "CMDRY-", length = 4)
interface AggregateLog {

    AggregateLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), AggregateLog.class, "org.commandery.aggregate");

    @LogMessage(level = WARN)
    @Message(id = 350, value = "no snapshot of '%s' at version %d was taken; its events are complete without it")
    void snapshotFailed(String stream, long version, @Cause Throwable cause);

    @LogMessage(level = WARN)
    @Message(
            id = 351,
            value = "no snapshot of '%s' at version %d was taken: %s does not come back from JSON as it was written")
    void snapshotDiffers(String stream, long version, String type);

    @LogMessage(level = WARN)
    @Message(id = 352, value = "the snapshot of '%s' at version %d cannot be read; all events are read instead")
    void snapshotUnreadable(String stream, long version, @Cause Throwable cause);

    @LogMessage(level = WARN)
    @Message(id = 353, value = "the lifespan of '%s' is %s; it must not be null or negative: the aggregate is kept")
    void invalidLifespan(String stream, @Nullable Duration lifespan);

    @LogMessage(level = WARN)
    @Message(id = 354, value = "the lifespan of '%s' could not be found out: the aggregate is kept")
    void lifespanFailed(String stream, @Cause Throwable cause);
}
