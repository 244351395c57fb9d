package org.commandery.runtime.deployment;

import static org.jboss.logging.Logger.Level.DEBUG;
import static org.jboss.logging.Logger.Level.INFO;
import static org.jboss.logging.Logger.Level.WARN;

import java.lang.invoke.MethodHandles;
import java.time.Instant;
import java.util.Set;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What the start of applications says in the log. Numbers are 8001 and up. */
@MessageLogger(projectCode = "CMDRY-", length = 4)
interface RuntimeLog extends BasicLogger {

    RuntimeLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), RuntimeLog.class, "org.commandery");

    @LogMessage(level = INFO)
    @Message(id = 8001, value = "Application %s runs contexts %s over %s")
    void instanceStarted(String instance, Set<String> contexts, String datasource);

    @LogMessage(level = WARN)
    @Message(id = 8002, value = "Application %s is not ready, %s refuses; trying again: %s")
    void instanceFailed(String instance, String datasource, String reason);

    @LogMessage(level = INFO)
    @Message(id = 8003, value = "Application %s has stopped")
    void instanceStopped(String instance);

    @LogMessage(level = DEBUG)
    @Message(id = 8004, value = "%d commands from before %s are forgotten")
    void commandsForgotten(long commands, Instant before);

    @LogMessage(level = WARN)
    @Message(id = 8005, value = "Old commands could not be forgotten, trying again later: %s")
    void commandsNotForgotten(String reason);
}
