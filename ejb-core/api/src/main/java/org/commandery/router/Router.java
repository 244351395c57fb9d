package org.commandery.router;

/**
 * Every command of a bounded context and where it goes, on one page. Annotated with {@link
 * org.commandery.application.BoundedContext}, it is found at deployment, and a mistake in it fails the deployment.
 */
public interface Router {

    /**
     * Names the context's aggregates and their commands.
     *
     * @param routes takes them
     */
    void configure(Routes routes);
}
