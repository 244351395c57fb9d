package org.commandery.eventstore.internal;

import java.util.UUID;

/** Names for those who hold leases: people see in them where the holder runs, and no two are the same. */
public final class NodeNames {

    /** What WildFly calls the server. */
    private static final String NODE_NAME = "jboss.node.name";

    private NodeNames() {}

    /** A name for a store object of this process. */
    public static String next() {
        String process = "process-" + ProcessHandle.current().pid();
        return System.getProperty(NODE_NAME, process) + "/" + UUID.randomUUID();
    }
}
