package org.commandery.benchmarks;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes results for programs and for people. */
final class Report {

    private static final String HEADING = """
            | id | ratio | target | reached | a second | reference | a second | runs |
            | --- | --- | --- | --- | --- | --- | --- | --- |
            """;

    private Report() {}

    static void write(List<Result> results, Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("results.json"), json(results));
        String table = HEADING + results.stream().map(Report::line).collect(Collectors.joining());
        Files.writeString(directory.resolve("results.md"), table);
        System.out.print(table);
    }

    private static String json(List<Result> results) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        for (Result result : results) {
            array.add(Json.createObjectBuilder()
                    .add("id", result.id())
                    .add("ratio", BigDecimal.valueOf(result.ratio()).setScale(3, RoundingMode.HALF_UP))
                    .add("reference", result.reference())
                    .add("target", result.target())
                    .add("runs", result.runs()));
        }
        return array.build().toString();
    }

    private static String line(Result result) {
        return String.format(
                Locale.ROOT,
                "| %s | %.2f | %.2f | %s | %.0f | %s | %.0f | %d |%n",
                result.id(),
                result.ratio(),
                result.target(),
                result.reached() ? "yes" : "no",
                result.rate(),
                result.reference(),
                result.referenceRate(),
                result.runs());
    }
}
