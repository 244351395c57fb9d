package org.commandery.runtime.deployment;

import static org.jboss.logging.Logger.Level.INFO;
import static org.jboss.logging.Logger.Level.WARN;

import java.lang.invoke.MethodHandles;
import java.util.Set;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What the start of applications says in the log. Numbers are 8001 and up. */
@MessageLogger(projectCode = "CMDRY", length = 4)
interface RuntimeLog extends BasicLogger {

    RuntimeLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), RuntimeLog.class, "org.commandery");

    @LogMessage(level = INFO)
    @Message(id = 8001, value = "Application '%s' with contexts %s is there, its event store is in %s")
    void applicationStarted(String application, Set<String> contexts, String datasource);

    @LogMessage(level = WARN)
    @Message(id = 8002, value = "The schema of application '%s' could not be brought up to date, trying again: %s")
    void schemaNotReady(String application, String reason);
}
