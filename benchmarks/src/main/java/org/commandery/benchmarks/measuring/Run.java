package org.commandery.benchmarks.measuring;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.commandery.database.EmbeddedDatabase;

/** Measures figures one after the other, on one server, and writes what came out. */
public final class Run {

    /** A store keeps a connection while it has work, and there is a figure about a thousand of them. */
    private static final int CONNECTIONS = 1_200;

    private Run() {}

    /**
     * @param figures all there are; the settings may want only some
     * @param libraries names and versions of what was measured against, for the report
     * @param directory where {@code results.json} and {@code results.md} go
     * @throws IOException when they cannot be written
     */
    public static void all(List<Figure> figures, Settings settings, List<String> libraries, Path directory)
            throws IOException {
        try (EmbeddedDatabase server = EmbeddedDatabase.temporary(CONNECTIONS)) {
            Surroundings before = Surroundings.of(server, settings, libraries);
            List<Result> results = new ArrayList<>();
            for (Figure figure : figures) {
                if (settings.wants(figure.id())) {
                    long begin = System.nanoTime();
                    results.add(measure(figure, server, settings));
                    System.out.printf("%s took %d s%n", figure.id(), (System.nanoTime() - begin) / 1_000_000_000);
                    // After each, so that a run that is cut short is not lost.
                    Report.write(before, results, directory);
                }
            }
        }
    }

    private static Result measure(Figure figure, EmbeddedDatabase server, Settings settings) {
        try (Site site = new Site(server, figure.id())) {
            return figure.measure(site, settings);
        } catch (Exception e) {
            throw new IllegalStateException(figure.id() + " could not be measured", e);
        }
    }
}
