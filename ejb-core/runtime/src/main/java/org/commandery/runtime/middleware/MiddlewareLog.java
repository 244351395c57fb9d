package org.commandery.runtime.middleware;

import static org.jboss.logging.Logger.Level.DEBUG;
import static org.jboss.logging.Logger.Level.INFO;
import static org.jboss.logging.Logger.Level.WARN;

import java.lang.invoke.MethodHandles;
import java.util.UUID;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What dispatches say in the log. Numbers are 8201 and up. */
@MessageLogger(projectCode = "CMDRY-", length = 4)
interface MiddlewareLog extends BasicLogger {

    MiddlewareLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), MiddlewareLog.class, "org.commandery.dispatch");

    @LogMessage(level = DEBUG)
    @Message(id = 8201, value = "%s is dispatched to %s, command %s of correlation %s")
    void dispatched(String command, String application, UUID commandId, UUID correlationId);

    @LogMessage(level = DEBUG)
    @Message(id = 8202, value = "%s took %s to version %d within %d ms, command %s")
    void stored(String command, String stream, long version, long milliseconds, UUID commandId);

    @LogMessage(level = INFO)
    @Message(id = 8203, value = "%s was refused by %s after %d ms, command %s: %s")
    void refused(String command, String application, long milliseconds, UUID commandId, String reason);

    @LogMessage(level = WARN)
    @Message(id = 8204, value = "%s failed in %s after %d ms, command %s: %s")
    void failed(String command, String application, long milliseconds, UUID commandId, Throwable failure);

    @LogMessage(level = WARN)
    @Message(id = 8205, value = "Middleware %s failed after the dispatch of %s, whose outcome it does not change")
    void callbackFailed(Class<?> middleware, Class<?> command, @Cause Throwable failure);
}
