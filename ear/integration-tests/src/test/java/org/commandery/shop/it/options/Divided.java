package org.commandery.shop.it.options;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.commandery.event.EventMetadata;
import org.commandery.handler.EventHandler;
import org.commandery.shop.it.delivery.Noted;
import org.commandery.shop.it.delivery.Records;

/** Works in four segments, of which two at least must be at work at the same time. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "context", propertyValue = "delivery"),
            @ActivationConfigProperty(propertyName = "name", propertyValue = "divided"),
            @ActivationConfigProperty(propertyName = "startFrom", propertyValue = "current"),
            @ActivationConfigProperty(propertyName = "streamPrefix", propertyValue = "divided-"),
            @ActivationConfigProperty(propertyName = "concurrency", propertyValue = "4")
        })
public class Divided implements EventHandler {

    private static final CountDownLatch AT_WORK = new CountDownLatch(2);

    @Inject
    private Records records;

    /** Handles an event. */
    public void handle(Noted event, EventMetadata metadata) throws SQLException, InterruptedException {
        AT_WORK.countDown();
        if (!AT_WORK.await(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("no other segment is at work");
        }
        records.write(metadata);
    }
}
