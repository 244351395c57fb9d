package org.commandery.connector;

import jakarta.resource.spi.UnavailableException;

/** Tells a bean that is being stopped from one that fails. */
final class Refusals {

    /** What WildFly throws (WFLYEJB0421) when a bean is called while it stops. By name, for it is not on the class path. */
    private static final String COMPONENT_UNAVAILABLE = "org.jboss.as.ejb3.component.EJBComponentUnavailableException";

    private Refusals() {}

    /** Whether the bean did not get the call because it is not to be had: a message endpoint, or a bean behind it, is stopping. */
    static boolean isRefusal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnavailableException
                    || cause.getClass().getName().equals(COMPONENT_UNAVAILABLE)) {
                return true;
            }
        }
        return false;
    }
}
