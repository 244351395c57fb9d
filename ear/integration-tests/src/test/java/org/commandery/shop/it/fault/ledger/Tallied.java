package org.commandery.shop.it.fault.ledger;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.SQLException;
import org.commandery.event.EventMetadata;
import org.commandery.handler.EventHandler;

/** Counts by Hibernate, in four segments. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "context", propertyValue = "ledger"),
            @ActivationConfigProperty(propertyName = "name", propertyValue = "tallied"),
            @ActivationConfigProperty(propertyName = "concurrency", propertyValue = "4")
        })
public class Tallied implements EventHandler {

    @PersistenceContext(unitName = "ledger")
    private EntityManager entities;

    @Inject
    private Journal journal;

    /** Counts it. */
    public void handle(Entered event, EventMetadata metadata) throws SQLException {
        journal.write(metadata);
        Tally tally = entities.find(Tally.class, metadata.stream());
        if (tally == null) {
            tally = new Tally(metadata.stream());
            entities.persist(tally);
        }
        tally.add(event.amount(), metadata.version());
    }
}
