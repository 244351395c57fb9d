package org.commandery.web.problem;

import static org.jboss.logging.Logger.Level.ERROR;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What the web layer says in the log. Numbers are 8501 and up. */
@MessageLogger(projectCode = "CMDRY-", length = 4)
interface ProblemLog extends BasicLogger {

    ProblemLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), ProblemLog.class, "org.commandery.web");

    @LogMessage(level = ERROR)
    @Message(id = 8501, value = "A request failed; the caller was told error id %s")
    void unexpected(String errorId, @Cause Throwable cause);
}
