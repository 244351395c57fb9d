package org.commandery.runtime.tenant;

import static org.jboss.logging.Logger.Level.WARN;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What the watch over tenants says in the log. Numbers are 8101 and up. */
@MessageLogger(projectCode = "CMDRY-", length = 4)
interface TenantLog extends BasicLogger {

    TenantLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), TenantLog.class, "org.commandery.tenant");

    @LogMessage(level = WARN)
    @Message(id = 8101, value = "The server's datasources could not be looked through for tenants, trying again")
    void directoryFailed(@Cause Exception cause);
}
