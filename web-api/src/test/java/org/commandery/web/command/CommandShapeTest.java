package org.commandery.web.command;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.bind.annotation.JsonbProperty;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandShapeTest {

    enum Colour {
        RED
    }

    record Part(int count, BigDecimal price) {}

    record Command(
            String text,
            long number,
            Long boxed,
            byte tiny,
            double real,
            boolean flag,
            Colour colour,
            LocalDate day,
            List<Part> parts,
            List<List<Integer>> table,
            Map<String, Integer> counts,
            @JsonbProperty("other") String renamed) {}

    @Test
    void whatFitsIsAccepted() {
        assertThat(misfits("""
                                {"text": "a", "number": 9223372036854775807, "boxed": null, "tiny": -128, "real": 1.5, "flag": true,
                                 "colour": "RED", "day": "2025-01-01", "parts": [{"count": 1.0, "price": 1}, null], "table": [[1], []],
                                 "counts": {"a": 1}, "other": "b"}
                                """)).isEmpty();
        assertThat(misfits("{}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text           | {'text': 1}",
                "number         | {'number': 9223372036854775808}",
                "number         | {'number': '1'}",
                "number         | {'number': null}",
                "boxed          | {'boxed': 1e400000000}",
                "tiny           | {'tiny': -129}",
                "real           | {'real': '1.5'}",
                "flag           | {'flag': 'true'}",
                "colour         | {'colour': 0}",
                "parts          | {'parts': {}}",
                "parts[1]       | {'parts': [{}, 1]}",
                "parts[1].count | {'parts': [{}, {'count': 1.5}]}",
                "parts[0].cuont | {'parts': [{'cuont': 1}]}",
                "table[0][1]    | {'table': [[1, 0.1]]}",
                "renamed        | {'renamed': 'b'}"
            })
    void whatDoesNotFitIsNamedByItsPath(String path, String json) {
        assertThat(misfits(json.replace('\'', '"'))).containsOnlyKeys(path);
    }

    private static Map<String, String> misfits(String json) {
        JsonObject object = Json.createReader(new StringReader(json)).readObject();
        return CommandShape.misfits(object, Command.class);
    }
}
