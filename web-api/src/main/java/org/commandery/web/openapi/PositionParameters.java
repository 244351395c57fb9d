package org.commandery.web.openapi;

import java.util.Set;
import org.commandery.web.http.Headers;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Says of all queries of contexts that they can wait for a position. */
final class PositionParameters {

    private static final String TOO_LATE = "503";

    private PositionParameters() {}

    /** @param contexts the names of all contexts */
    static void addTo(OpenAPI description, Set<String> contexts) {
        description.getPaths().getPathItems().forEach((path, item) -> {
            if (isOfContext(path, contexts) && item.getOperations().containsKey(PathItem.HttpMethod.GET)) {
                describe(item.getGET());
            }
        });
    }

    /** As in {@code /api/{context}/events} and {@code /api/ordering/orders}. */
    private static boolean isOfContext(String path, Set<String> contexts) {
        String[] segments = path.split("/");
        return segments.length > 3 && (segments[2].equals("{context}") || contexts.contains(segments[2]));
    }

    private static void describe(Operation query) {
        query.addParameter(header(
                Headers.IF_POSITION,
                SchemaType.INTEGER,
                "answer when the strong handlers of the context have handled this position, which a command's answer has as `"
                        + Headers.POSITION + "`"));
        query.addParameter(header(
                Headers.PREFER,
                SchemaType.STRING,
                "`wait=<seconds>`, 60 at most: how long `%s` may take; 5 when this is absent"
                        .formatted(Headers.IF_POSITION)));
        query.addParameter(header(
                Headers.WAIT_FOR,
                SchemaType.STRING,
                "with `%s`: the names of the handlers to wait for, of those that are strong"
                        .formatted(Headers.IF_POSITION)));
        if (!query.getResponses().hasAPIResponse(TOO_LATE)) {
            query.getResponses()
                    .addAPIResponse(
                            TOO_LATE,
                            OASFactory.createAPIResponse()
                                    .description(
                                            "the database is away, or the handlers were too late for `%s`; nothing was looked up"
                                                    .formatted(Headers.IF_POSITION)));
        }
    }

    private static Parameter header(String name, SchemaType type, String description) {
        return OASFactory.createParameter()
                .name(name)
                .in(Parameter.In.HEADER)
                .description(description)
                .schema(OASFactory.createSchema().addType(type));
    }
}
