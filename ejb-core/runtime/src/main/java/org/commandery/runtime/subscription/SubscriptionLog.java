package org.commandery.runtime.subscription;

import static org.jboss.logging.Logger.Level.DEBUG;
import static org.jboss.logging.Logger.Level.ERROR;
import static org.jboss.logging.Logger.Level.INFO;
import static org.jboss.logging.Logger.Level.WARN;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What subscriptions write to the log. Numbers 0309 to 0329. */
@MessageLogger(projectCode = "CMDRY-", length = 4)
interface SubscriptionLog {

    SubscriptionLog LOG =
            Logger.getMessageLogger(MethodHandles.lookup(), SubscriptionLog.class, "org.commandery.subscription");

    @LogMessage(level = INFO)
    @Message(id = 310, value = "subscription '%s' of '%s' begins after position %d")
    void started(String subscription, String application, long position);

    @LogMessage(level = DEBUG)
    @Message(id = 311, value = "subscription '%s' of '%s' has stopped at position %d")
    void stopped(String subscription, String application, long position);

    @LogMessage(level = WARN)
    @Message(
            id = 312,
            value = "subscription '%s' of '%s' failed to deliver %d events together; delivers them one by one: %s")
    void batchFailed(String subscription, String application, int events, String reason);

    @LogMessage(level = WARN)
    @Message(id = 313, value = "subscription '%s' of '%s' failed to deliver %s; tries again in %d ms")
    void deliveryFailed(
            String subscription, String application, String event, long pauseMillis, @Cause Throwable cause);

    @LogMessage(level = WARN)
    @Message(
            id = 314,
            value = "subscription '%s' of '%s' failed again to deliver %s, attempt %d; tries again in %d ms: %s")
    void deliveryFailedAgain(
            String subscription, String application, String event, int attempt, long pauseMillis, String reason);

    @LogMessage(level = INFO)
    @Message(id = 315, value = "subscription '%s' of '%s' delivered %s at attempt %d")
    void deliveredAtLast(String subscription, String application, String event, int attempt);

    @LogMessage(level = DEBUG)
    @Message(id = 316, value = "subscription '%s' of '%s': its handler is not to be had now: %s")
    void refused(String subscription, String application, String reason);

    @LogMessage(level = INFO)
    @Message(
            id = 317,
            value = "subscription '%s' of '%s' was taken by another node, moved or paused, and had reached %d here")
    void leaseLost(String subscription, String application, long reached);

    @LogMessage(level = WARN)
    @Message(id = 318, value = "subscription '%s' of '%s' cannot read from its store; tries again in %d ms: %s")
    void storeFailed(String subscription, String application, long pauseMillis, String reason);

    @LogMessage(level = WARN)
    @Message(
            id = 308,
            value = "subscription '%s' of '%s' lost a connection while it delivered %s; tries again in %d ms: %s")
    void connectionBroke(String subscription, String application, String event, long pauseMillis, String reason);

    @LogMessage(level = WARN)
    @Message(id = 319, value = "the new events of '%s' cannot be read; tries again")
    void tailFailed(String application, @Cause Throwable cause);

    @LogMessage(level = ERROR)
    @Message(id = 320, value = "subscription '%s' of '%s' passes over %s after attempt %d, as was decided")
    void skipped(String subscription, String application, String event, int attempt, @Cause Throwable cause);

    @LogMessage(level = ERROR)
    @Message(id = 321, value = "subscription '%s' of '%s' puts %s aside as a dead letter after attempt %d")
    void parked(String subscription, String application, String event, int attempt, @Cause Throwable cause);

    @LogMessage(level = ERROR)
    @Message(
            id = 322,
            value =
                    "subscription '%s' of '%s' is paused on all nodes: it failed with %s, attempt %d; resume it when that is mended")
    void halted(String subscription, String application, String event, int attempt, @Cause Throwable cause);

    @LogMessage(level = WARN)
    @Message(id = 323, value = "subscription '%s' of '%s': its error policy failed, so the event is retried: %s")
    void undecided(String subscription, String application, String reason);

    @LogMessage(level = INFO)
    @Message(id = 324, value = "subscription '%s' has delivered its dead letter %s")
    void deadLetterDelivered(String subscription, String event);

    @LogMessage(level = WARN)
    @Message(id = 325, value = "subscription '%s' has failed again with its dead letter %s, attempt %d")
    void deadLetterFailed(String subscription, String event, int attempt, @Cause Throwable cause);

    @LogMessage(level = WARN)
    @Message(id = 326, value = "'%s' cannot see which nodes work on its subscriptions; looks again in %d ms: %s")
    void ownershipFailed(String application, long pauseMillis, String reason);

    @LogMessage(level = DEBUG)
    @Message(id = 327, value = "'%s' could not give a lease back, which runs out by itself: %s")
    void leaveFailed(String application, String reason);

    @LogMessage(level = INFO)
    @Message(
            id = 328,
            value =
                    "subscription '%s' of '%s' has its tables rebuilt beside the live ones, from %d events and those that come")
    void rebuilding(String subscription, String application, long events);

    @LogMessage(level = INFO)
    @Message(id = 329, value = "subscription '%s' of '%s': its rebuilt tables have taken the place of the old ones")
    void rebuilt(String subscription, String application);

    @LogMessage(level = WARN)
    @Message(id = 309, value = "subscription '%s' of '%s': its rebuild cannot go on; tries again in %d ms: %s")
    void rebuildFailed(String subscription, String application, long pauseMillis, String reason);

    @LogMessage(level = WARN)
    @Message(
            id = 307,
            value =
                    "subscription '%s' of '%s' stays paused for its rebuild, as the store cannot be reached; whoever goes on with the rebuild resumes it, or resume it yourself: %s")
    void leftPaused(String subscription, String application, String reason);
}
