package org.commandery.shop.it.fault.ledger;

import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.MessageDrivenContext;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.commandery.event.EventMetadata;
import org.commandery.handler.EventHandler;

/** Fails with one event in twelve, in each of the ways in which a handler can fail, and then tries its luck again. The position decides, and the attempt. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "context", propertyValue = "ledger"),
            @ActivationConfigProperty(propertyName = "name", propertyValue = "moody"),
            @ActivationConfigProperty(propertyName = "concurrency", propertyValue = "2"),
            @ActivationConfigProperty(propertyName = "retryPause", propertyValue = "PT0.01S")
        })
public class Moody implements EventHandler {

    private static final int SIDES = 50;

    private static final Map<Long, Integer> ATTEMPTS = new ConcurrentHashMap<>();

    @Resource
    private MessageDrivenContext context;

    @Inject
    private Journal journal;

    /** Writes it down, if it is in the mood. */
    public void handle(Entered event, EventMetadata metadata) throws IOException, SQLException {
        int attempt = ATTEMPTS.merge(metadata.position(), 1, Integer::sum);
        int dice = new Random(metadata.position() * 31 + attempt).nextInt(SIDES);
        if (dice == 0) {
            throw new IOException("failed before it wrote");
        }
        journal.write(metadata);
        switch (dice) {
            case 1 -> throw new IOException("failed after it wrote: a server commits after a checked exception");
            case 2 -> throw new AssertionError("failed after it wrote, with an error");
            case 3 -> context.setRollbackOnly();
            default -> ATTEMPTS.remove(metadata.position());
        }
    }
}
