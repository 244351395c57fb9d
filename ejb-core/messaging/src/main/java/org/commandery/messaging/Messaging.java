package org.commandery.messaging;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import org.commandery.runtime.Commandery;
import org.jspecify.annotations.Nullable;

/**
 * Starts messaging with the deployment, if configuration names a topic by {@code commandery.messaging.destination}, and stops it. Otherwise it does
 * nothing, so that one and the same archive runs with messaging and without.
 */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class Messaging {

    @Resource(lookup = "java:app/AppName")
    String application;

    @Resource
    ManagedThreadFactory threads;

    private @Nullable Transport transport;

    /** One that the container fills in. */
    public Messaging() {}

    @PostConstruct
    void start() {
        Settings.ofServer(application).ifPresent(this::start);
    }

    private void start(Settings settings) {
        Transport starting = new Transport(Commandery.instance(), settings);
        starting.start(threads);
        transport = starting;
    }

    @PreDestroy
    void stop() {
        if (transport != null) {
            transport.close();
        }
    }
}
