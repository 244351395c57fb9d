package org.commandery.connector;

import static org.jboss.logging.Logger.Level.DEBUG;
import static org.jboss.logging.Logger.Level.ERROR;
import static org.jboss.logging.Logger.Level.WARN;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What the connector writes to the log. Numbers 0330 to 0339. */
@MessageLogger(projectCode = "CMDRY-", length = 4)
interface ConnectorLog {

    ConnectorLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), ConnectorLog.class, "org.commandery.connector");

    @LogMessage(level = DEBUG)
    @Message(id = 330, value = "event handler %s gets the events of context '%s' as soon as its application runs")
    void activated(String bean, String context);

    @LogMessage(level = ERROR)
    @Message(id = 331, value = "event handler %s cannot be activated: %s")
    void refused(String bean, String reason);

    @LogMessage(level = WARN)
    @Message(id = 332, value = "event handler %s failed after its work was committed; that is not repeated")
    void afterCommitFailed(String bean, @Cause Throwable cause);
}
