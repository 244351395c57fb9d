package org.commandery.middleware;

import java.util.Optional;

/** Who sends a command, as far as the server has verified it. */
public interface Caller {

    /** Its name; empty when it is anonymous. */
    Optional<String> name();

    /**
     * Whether it has a role.
     *
     * @param role the role's name
     */
    boolean isInRole(String role);
}
