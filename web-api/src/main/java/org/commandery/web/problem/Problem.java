package org.commandery.web.problem;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * What went wrong with a request, for the one who sent it.
 *
 * @param type the kind
 * @param status the HTTP status, the kind's as a rule
 * @param detail what went wrong this time
 * @param members what a program may want to know about it, by name
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
public record Problem(ProblemType type, int status, String detail, Map<String, JsonValue> members) {

    /** What a problem is sent as. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final int RETRY_AFTER_SECONDS = 2;

    /** What the web application's login asks for, see its {@code web.xml}. */
    private static final String CHALLENGE = "Basic realm=\"ApplicationRealm\", charset=\"UTF-8\"";

    /** A problem without further members. */
    public static Problem of(ProblemType type, String detail) {
        return new Problem(type, type.status(), detail, Map.of());
    }

    /**
     * A problem with certain fields.
     *
     * @param messages why each field is refused, by the path to the field
     */
    public static Problem ofFields(ProblemType type, SortedMap<String, String> messages) {
        JsonArrayBuilder fields = Json.createArrayBuilder();
        messages.forEach((field, message) ->
                fields.add(Json.createObjectBuilder().add("field", field).add("message", message)));
        String detail = messages.entrySet().stream()
                .map(one -> (one.getKey() + " " + one.getValue()).strip())
                .collect(Collectors.joining("; "));
        return of(type, detail).with("fields", fields.build());
    }

    /** The same problem with one more member. */
    public Problem with(String member, JsonValue value) {
        Map<String, JsonValue> more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new Problem(type, status, detail, more);
    }

    /** The same problem with a number as one more member. */
    public Problem with(String member, long value) {
        return with(member, Json.createValue(value));
    }

    /** The same problem with a text as one more member. */
    public Problem with(String member, String value) {
        return with(member, Json.createValue(value));
    }

    /** The same problem under another status. */
    Problem withStatus(int otherStatus) {
        return new Problem(type, otherStatus, detail, members);
    }

    /** The problem to be thrown. */
    public WebApplicationException exception() {
        return new WebApplicationException(detail, response());
    }

    /** The problem as an answer. */
    public Response response() {
        Response.ResponseBuilder response =
                Response.status(status).type(MEDIA_TYPE).entity(this);
        if (status == Response.Status.SERVICE_UNAVAILABLE.getStatusCode()) {
            response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        if (status == Response.Status.UNAUTHORIZED.getStatusCode()) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
        }
        return response.build();
    }

    /**
     * The problem as it is sent.
     *
     * @param instance the address of the request, without scheme and host
     */
    JsonObject toJson(String instance) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("type", "/problems#" + type.slug())
                .add("title", type.title())
                .add("status", status)
                .add("detail", detail)
                .add("instance", instance);
        members.forEach(json::add);
        return json.build();
    }
}
