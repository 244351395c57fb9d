package org.commandery.runtime.deployment;

import jakarta.validation.Validator;
import java.util.Map;
import java.util.function.Supplier;
import org.commandery.router.Router;

/**
 * What an application is made of, the same for all its tenants.
 *
 * @param name its name
 * @param routers the router of each of its contexts, by the context's name; none for one that only holds events
 * @param validator checks the constraints of its commands
 */
record ApplicationDefinition(String name, Map<String, Router> routers, Supplier<Validator> validator) {}
