package org.commandery.shop.it.delivery;

import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.MessageDrivenContext;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.commandery.event.EventMetadata;
import org.commandery.handler.EventHandler;

/** Writes a row for each event, and then fails as often and in the way that the event says. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "context", propertyValue = "delivery"),
            @ActivationConfigProperty(propertyName = "name", propertyValue = "notes")
        })
public class Notes implements EventHandler {

    @Resource
    private MessageDrivenContext context;

    @Inject
    private Records records;

    /** Handles an event. */
    public void handle(Noted event, EventMetadata metadata) throws IOException, SQLException {
        int attempts = records.write(metadata);
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(event.pauseMicros()));
        if (attempts > event.failures()) {
            return;
        }
        switch (event.failure()) {
            case RUNTIME_EXCEPTION -> throw new IllegalStateException("failed as told");
            case CHECKED_EXCEPTION -> throw new IOException("failed as told");
            case ERROR -> throw new AssertionError("failed as told");
            case ROLLBACK_ONLY -> context.setRollbackOnly();
        }
    }
}
