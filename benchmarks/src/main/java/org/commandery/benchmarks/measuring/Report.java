package org.commandery.benchmarks.measuring;

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

            | id | value | target | reached | reference | absolute, against the reference | runs |
            | --- | --- | --- | --- | --- | --- | --- |
            """;

    private Report() {}

    static void write(Surroundings surroundings, List<Result> results, Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("results.json"), json(results));
        String facts = surroundings.lines().stream().map("- %s%n"::formatted).collect(Collectors.joining());
        String table = facts + HEADING + results.stream().map(Report::line).collect(Collectors.joining());
        Files.writeString(directory.resolve("results.md"), table);
    }

    private static String json(List<Result> results) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        for (Result result : results) {
            array.add(Json.createObjectBuilder()
                    .add("id", result.id())
                    .add(result.unit().key(), decimal(result.value()))
                    .add("reference", result.reference())
                    .add("target", result.target())
                    .add("runs", result.runs()));
        }
        return array.build().toString();
    }

    private static BigDecimal decimal(double value) {
        return BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_UP);
    }

    private static String line(Result result) {
        String unit = result.unit() == Result.Unit.MS ? " ms" : "";
        return String.format(
                Locale.ROOT,
                "| `%s` | %.2f%s | %.2f%s | %s | %s | %s | %d |%n",
                result.id(),
                result.value(),
                unit,
                result.target(),
                unit,
                result.reached() ? "yes" : "no",
                result.reference(),
                result.absolute(),
                result.runs());
    }
}
