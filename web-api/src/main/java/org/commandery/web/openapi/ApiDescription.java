package org.commandery.web.openapi;

import java.util.Map;
import org.commandery.runtime.Commandery;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;

/**
 * Completes the description of all endpoints: what goes wrong is answered with a problem, queries can wait for a position, and each command of each context has
 * an endpoint of its own.
 *
 * <p>WildFly makes the description when the web application is about to start, and that is after the CDI container has started, because a web
 * application's start depends on it. So the contexts are known by then; {@code docs/decisions/0009} has the details.
 */
public class ApiDescription implements OASFilter {

    private static final String COMMAND = "/{context}/commands/{command}";

    @Override
    public void filterOpenAPI(OpenAPI description) {
        if (description.getComponents() == null) {
            description.setComponents(OASFactory.createComponents());
        }
        Map<String, PathItem> paths = description.getPaths().getPathItems();
        paths.keySet().stream()
                .filter(path -> path.endsWith(COMMAND))
                .findFirst()
                .ifPresent(
                        path -> addMessages(description, path, paths.get(path).getPOST()));
        PositionParameters.addTo(description, Commandery.instance().contexts());
        ProblemResponses.addTo(description);
    }

    private static void addMessages(OpenAPI description, String commandsAt, Operation dispatch) {
        Commandery commandery = Commandery.instance();
        commandery
                .contexts()
                .forEach(context -> commandery
                        .catalog(context)
                        .map(catalog -> new ContextMessages(context, catalog))
                        .ifPresent(messages -> messages.addTo(description, commandsAt, dispatch)));
    }
}
