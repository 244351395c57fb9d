package org.commandery.messaging;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.commandery.DefinitionException;

/** What the server has bound in JNDI. */
final class Names {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);
    private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(100);

    private Names() {}

    /**
     * Waits for something: while a server boots, deployments may start before the messaging that it has, and a broker first reads what it kept.
     *
     * @param key the configuration key that sets the name
     * @throws DefinitionException when there is nothing of that name after half a minute, or something else; it names the key
     */
    static <T> T await(Class<T> type, String name, String key) {
        Object found = await(name, key);
        if (!type.isInstance(found)) {
            throw new DefinitionException(
                    "%s is no %s that messaging could use, but a %s: name another one by the configuration key '%s'"
                            .formatted(
                                    name, type.getSimpleName(), found.getClass().getName(), key));
        }
        return type.cast(found);
    }

    private static Object await(String name, String key) {
        long deadline = System.nanoTime() + PATIENCE;
        while (true) {
            try {
                return new InitialContext().lookup(name);
            } catch (NamingException e) {
                if (System.nanoTime() > deadline) {
                    throw new DefinitionException(
                            "messaging finds nothing at %s. Add it to the server, or name another one by the configuration key '%s'"
                                    .formatted(name, key));
                }
                LockSupport.parkNanos(BETWEEN_LOOKS);
            }
        }
    }
}
