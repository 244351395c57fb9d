package org.commandery.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.commandery.database.EmbeddedDatabase;

/** Measures everything and writes {@code results.json} and {@code results.md}. */
public final class Benchmarks {

    private Benchmarks() {}

    /**
     * @param arguments the directory to write to
     * @throws IOException when it cannot be written to
     */
    public static void main(String[] arguments) throws IOException {
        Duration duration = Duration.ofSeconds(Integer.getInteger("bench.seconds", 3));
        int rounds = Integer.getInteger("bench.rounds", 7);
        List<Result> results = new ArrayList<>();
        try (EmbeddedDatabase database = EmbeddedDatabase.temporary()) {
            results.add(appends(database, "append-1", 1, 0.65).run(rounds, duration));
            results.add(appends(database, "append-32", 32, 1.3).run(rounds, duration));
        }
        Report.write(results, Path.of(arguments[0]));
    }

    private static Comparison appends(EmbeddedDatabase database, String id, int writers, double target) {
        String name = id.replace('-', '_');
        database.createDatabase(name);
        return new Comparison(
                id,
                "raw single-row insert, %d connections".formatted(writers),
                target,
                writers,
                new StoreAppends(database.dataSource(name)),
                new RawInserts(database.dataSource(name)));
    }
}
