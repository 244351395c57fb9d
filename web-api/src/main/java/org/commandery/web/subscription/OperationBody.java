package org.commandery.web.subscription;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.commandery.web.http.JsonBody;
import org.commandery.web.problem.Problem;
import org.commandery.web.problem.ProblemType;

/** Reads what an operation is told in its body: an object with one member. Any other member is refused, as it is most likely a misspelt one. */
final class OperationBody {

    static final int LONGEST_REASON = 500;

    private OperationBody() {}

    /**
     * Why a subscription is paused.
     *
     * @return empty when the body is, or does not say so
     * @throws jakarta.ws.rs.WebApplicationException with the problem, when it cannot be read
     */
    static Optional<String> reason(InputStream body) throws IOException {
        String text = JsonBody.text(body);
        if (text.isBlank()) {
            return Optional.empty();
        }
        JsonValue reason = only("reason", JsonBody.object(text)).getOrDefault("reason", JsonValue.NULL);
        if (reason == JsonValue.NULL) {
            return Optional.empty();
        }
        if (!(reason instanceof JsonString given)) {
            throw refused(ProblemType.MALFORMED_REQUEST, "reason", "must be a text");
        }
        String stripped = given.getString().strip();
        if (stripped.isEmpty() || stripped.length() > LONGEST_REASON) {
            throw refused(
                    ProblemType.CONSTRAINT_BROKEN, "reason", "must have 1 to %d letters".formatted(LONGEST_REASON));
        }
        if (!isText(stripped)) {
            throw refused(ProblemType.CONSTRAINT_BROKEN, "reason", "must not contain control characters");
        }
        return Optional.of(stripped);
    }

    /** Letters beyond the first plane come as two surrogates; one alone is no letter, and PostgreSQL cannot hold it. */
    private static boolean isText(String text) {
        return text.codePoints()
                .noneMatch(
                        letter -> Character.isISOControl(letter) || Character.getType(letter) == Character.SURROGATE);
    }

    /**
     * Where a subscription is moved to.
     *
     * @param head the position of the last event
     * @throws jakarta.ws.rs.WebApplicationException with the problem, when the body does not say so, or names no position from 0 to the head
     */
    static long position(InputStream body, long head) throws IOException {
        JsonObject object = only("position", JsonBody.object(JsonBody.text(body)));
        if (!(object.get("position") instanceof JsonNumber number) || !number.isIntegral()) {
            throw refused(ProblemType.MALFORMED_REQUEST, "position", "must be a whole number");
        }
        BigDecimal position = number.bigDecimalValue();
        if (position.signum() < 0 || position.compareTo(BigDecimal.valueOf(head)) > 0) {
            throw refused(
                    ProblemType.CONSTRAINT_BROKEN,
                    "position",
                    "must be from 0 to %d, the position of the last event".formatted(head));
        }
        return position.longValueExact();
    }

    private static JsonObject only(String member, JsonObject object) {
        SortedMap<String, String> others = new TreeMap<>();
        object.keySet().stream()
                .filter(name -> !name.equals(member))
                .forEach(name -> others.put(name, "is not known, there is only '%s'".formatted(member)));
        if (!others.isEmpty()) {
            throw Problem.ofFields(ProblemType.MALFORMED_REQUEST, others).exception();
        }
        return object;
    }

    private static RuntimeException refused(ProblemType type, String member, String message) {
        return Problem.ofFields(type, new TreeMap<>(Map.of(member, message))).exception();
    }
}
