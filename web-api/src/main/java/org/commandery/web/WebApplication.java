package org.commandery.web;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.ExternalDocumentation;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;

/**
 * All resources of the deployment: those of this module and those that the contexts bring along. They are found as beans, so that this module
 * knows no context by name.
 *
 * <p>A context's resource has a path of at least two segments, the context's name first, as in {@code ordering/orders}.
 */
@ApplicationPath("api")
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Commandery",
                        version = "0.1",
                        description =
                                "Commands, recorded events and subscriptions of all contexts, and what the contexts show of themselves",
                        // The server writes an empty licence and an empty address where there are none, which OpenAPI
                        // does not allow.
                        license = @License(name = "Apache License 2.0", identifier = "Apache-2.0")),
        externalDocs = @ExternalDocumentation(description = "what the kinds of problems mean", url = "/problems"))
public class WebApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return CDI.current().getBeanManager().getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .<Class<?>>map(Bean::getBeanClass)
                .filter(type -> type.isAnnotationPresent(Path.class) || type.isAnnotationPresent(Provider.class))
                .collect(Collectors.toSet());
    }
}
