package org.commandery.launcher;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.commandery.database.EmbeddedDatabase;

/**
 * All that runs.
 *
 * @param settings what it was started with
 * @param database where its databases are
 * @param servers the server of each service
 */
record Shop(RunSettings settings, EmbeddedDatabase database, Map<Service, ServerProcess> servers) {

    /** Where a context answers. */
    URI api(String context) {
        return server(context).http().resolve("api/" + context + "/");
    }

    /** The server that a context runs in. */
    ServerProcess server(String context) {
        return servers.entrySet().stream()
                .filter(one -> one.getKey().contexts().contains(context))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    /** Waits until one of the servers ends. */
    ServerProcess awaitEnd() {
        return (ServerProcess) CompletableFuture.anyOf(
                        servers.values().stream().map(ServerProcess::onExit).toArray(CompletableFuture[]::new))
                .join();
    }
}
