package org.commandery.messaging;

import static org.jboss.logging.Logger.Level.ERROR;
import static org.jboss.logging.Logger.Level.INFO;
import static org.jboss.logging.Logger.Level.WARN;

import java.lang.invoke.MethodHandles;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What messaging writes to the log. Numbers 0340 to 0349. */
@MessageLogger(projectCode = "CMDRY-", length = 4)
interface MessagingLog {

    MessagingLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), MessagingLog.class, "org.commandery.messaging");

    @LogMessage(level = INFO)
    @Message(
            id = 340,
            value = "what contexts %s tell goes to topic %s, and what others tell comes from it, by subscription '%s'")
    void started(Set<String> contexts, String topic, String subscription);

    @LogMessage(level = WARN)
    @Message(id = 341, value = "nothing can be taken from topic %s; tries again every %d ms")
    void receiveFailed(String topic, long pauseMillis, @Cause Throwable cause);

    @LogMessage(level = INFO)
    @Message(id = 342, value = "messages are taken from topic %s again")
    void receivesAgain(String topic);

    @LogMessage(level = ERROR)
    @Message(
            id = 343,
            value = "message %s of topic %s is passed over, for it cannot be stored as an integration event: %s")
    void passedOver(String message, String topic, String reason);
}
