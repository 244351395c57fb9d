package org.commandery.web.openapi;

import java.util.Map;
import org.commandery.web.problem.Problem;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/** Says of all operations, those of the contexts too, that what goes wrong is answered with a problem. */
final class ProblemResponses {

    private static final String SCHEMA = "Problem";

    private ProblemResponses() {}

    /** @param description has components */
    static void addTo(OpenAPI description) {
        description.getComponents().addSchema(SCHEMA, problem());
        description.getPaths().getPathItems().values().stream()
                .flatMap(path -> path.getOperations().values().stream())
                .forEach(ProblemResponses::describe);
    }

    private static void describe(Operation operation) {
        APIResponses responses = operation.getResponses();
        responses.getAPIResponses().forEach((status, response) -> {
            if (status.compareTo("400") >= 0 && response.getContent() == null) {
                response.setContent(content());
            }
        });
        if (responses.getDefaultValue() == null) {
            APIResponse other = OASFactory.createAPIResponse().description("anything else that goes wrong");
            responses.setDefaultValue(other.content(content()));
        }
    }

    private static Content content() {
        Schema reference = OASFactory.createSchema().ref(SCHEMA);
        return OASFactory.createContent()
                .addMediaType(Problem.MEDIA_TYPE, OASFactory.createMediaType().schema(reference));
    }

    private static Schema problem() {
        return type(Schema.SchemaType.OBJECT, "what went wrong, RFC 9457; a kind may have members of its own")
                .properties(Map.of(
                        "type",
                                text("the kind of problem, the address of its description")
                                        .format("uri-reference"),
                        "title", text("what it is, the same for all of its kind"),
                        "status", type(Schema.SchemaType.INTEGER, "the HTTP status"),
                        "detail", text("what went wrong this time"),
                        "instance", text("the address of the request").format("uri-reference"),
                        "number", type(Schema.SchemaType.INTEGER, "the number of Commandery's error"),
                        "actualVersion", type(Schema.SchemaType.INTEGER, "with 412: the version of the stream"),
                        "state", text("with 503: `STARTING` or `FAILED` for a tenant that is not ready"),
                        "errorId", text("with 500: finds the error in the server's log"),
                        "fields",
                                type(Schema.SchemaType.ARRAY, "with 400: the fields that are not as they must be")
                                        .items(field())));
    }

    private static Schema field() {
        return type(Schema.SchemaType.OBJECT, "a field and why it is refused")
                .properties(
                        Map.of("field", text("the path to the field, as in lines[0].price"), "message", text("why")));
    }

    private static Schema text(String description) {
        return type(Schema.SchemaType.STRING, description);
    }

    private static Schema type(Schema.SchemaType type, String description) {
        return OASFactory.createSchema().addType(type).description(description);
    }
}
