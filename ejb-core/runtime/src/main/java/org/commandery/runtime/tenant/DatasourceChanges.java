package org.commandery.runtime.tenant;

import java.lang.management.ManagementFactory;
import javax.management.InstanceNotFoundException;
import javax.management.ListenerNotFoundException;
import javax.management.MBeanServerDelegate;
import javax.management.MBeanServerNotification;
import javax.management.Notification;
import javax.management.NotificationListener;

/**
 * Calls back when a datasource is added to the server's management or removed from it. It may miss one: who needs to know also looks
 * from time to time.
 */
final class DatasourceChanges implements AutoCloseable {

    private final NotificationListener listener;

    /** @param changed called on the management's thread; it must not block */
    DatasourceChanges(Runnable changed) {
        this.listener = (notification, handback) -> {
            if (isOfDatasource(notification)) {
                changed.run();
            }
        };
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .addNotificationListener(MBeanServerDelegate.DELEGATE_NAME, listener, null, null);
        } catch (InstanceNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isOfDatasource(Notification notification) {
        return notification instanceof MBeanServerNotification change
                && change.getMBeanName().toString().contains("data-source=");
    }

    /** Ends the calls: a listener left behind would hold the deployment's classes for ever. */
    @Override
    public void close() {
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .removeNotificationListener(MBeanServerDelegate.DELEGATE_NAME, listener);
        } catch (InstanceNotFoundException | ListenerNotFoundException e) {
            // Nothing is left behind, which is all that is wanted.
        }
    }
}
