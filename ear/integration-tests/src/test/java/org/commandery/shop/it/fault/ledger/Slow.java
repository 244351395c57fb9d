package org.commandery.shop.it.fault.ledger;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.commandery.event.EventMetadata;
import org.commandery.handler.EventHandler;

/** Takes 5 to 50 ms for each mark. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "context", propertyValue = "ledger"),
            @ActivationConfigProperty(propertyName = "name", propertyValue = "slow"),
            @ActivationConfigProperty(propertyName = "concurrency", propertyValue = "2")
        })
public class Slow implements EventHandler {

    private static final int SHORTEST_MILLIS = 5;
    private static final int LONGEST_MILLIS = 50;

    @Inject
    private Journal journal;

    /** Writes it down, between two naps. */
    public void handle(Marked event, EventMetadata metadata) throws SQLException {
        long millis = SHORTEST_MILLIS + metadata.position() % (LONGEST_MILLIS - SHORTEST_MILLIS);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis / 2));
        journal.write(metadata);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis / 2));
    }
}
