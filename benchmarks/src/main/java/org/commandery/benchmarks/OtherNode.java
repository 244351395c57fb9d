package org.commandery.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.commandery.benchmarks.measuring.Crew;
import org.commandery.benchmarks.measuring.Site;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.postgres.PostgresEventStore;

/**
 * The main class of a second JVM on the same store: another node of a cluster. It does what the lines of its input say, answers each with a
 * line, and ends with its input, that is at the latest with the JVM that started it.
 */
public final class OtherNode {

    static final String APPEND = "append";
    static final String TRICKLE = "trickle";

    private OtherNode() {}

    /** @param arguments the database's JDBC URL, and how many threads append */
    public static void main(String[] arguments) throws Exception {
        try (var pool = Site.pool(arguments[0]);
                EventStore store =
                        PostgresEventStore.builder(pool).schema(Stores.SCHEMA).build();
                Crew crew = new Crew(StoreAppends.of(store, 1), Integer.parseInt(arguments[1]))) {
            serve(store, crew);
        }
    }

    private static void serve(EventStore store, Crew crew) throws IOException, InterruptedException {
        var requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            String[] request = line.split(" ");
            Duration duration = Duration.ofMillis(Long.parseLong(request[1]));
            System.out.println(
                    request[0].equals(APPEND)
                            ? Double.toString(crew.work(duration))
                            : written(Trickle.run(store, duration)));
        }
    }

    private static String written(List<Trickle.Acknowledged> all) {
        return all.stream().map(Trickle.Acknowledged::written).collect(Collectors.joining(" "));
    }
}
