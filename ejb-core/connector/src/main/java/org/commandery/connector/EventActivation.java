package org.commandery.connector;

import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ResourceAdapter;
import java.beans.IntrospectionException;
import java.beans.PropertyDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.commandery.application.Consistency;
import org.commandery.runtime.subscription.StartFrom;
import org.commandery.runtime.subscription.SubscriptionDefinition;
import org.jspecify.annotations.Nullable;

/**
 * The activation configuration of an event handler: what a message-driven bean says in its {@code @ActivationConfigProperty}s.
 *
 * <p>{@code context}: the bounded context that the handler belongs to; required. {@code application}: the application whose events it gets; the one
 * that the context runs in when not given. {@code name}: the name of the handler, unique in its context; {@code <context>.<name>} is the
 * subscription's, under which its checkpoint is kept; required. {@code startFrom}: {@code origin}, {@code current} or a position, where it begins
 * when it has no checkpoint; {@code origin} when not given. {@code consistency}: {@code strong} when a dispatch that asks for strong
 * consistency waits for it; {@code eventual} when not given.
 */
public final class EventActivation implements ActivationSpec {

    private @Nullable ResourceAdapter resourceAdapter;
    private @Nullable String context;
    private @Nullable String application;
    private @Nullable String name;
    private String startFrom = "origin";
    private String consistency = "eventual";

    /** One that the server fills in. */
    public EventActivation() {}

    /** The bounded context; null when not given, which is not valid. */
    public @Nullable String getContext() {
        return context;
    }

    /** Sets the bounded context. */
    public void setContext(String context) {
        this.context = context;
    }

    /** The application whose events are wanted; null for the one that the context runs in. */
    public @Nullable String getApplication() {
        return application;
    }

    /** Sets the application whose events are wanted: {@code integration} for what other contexts tell. */
    public void setApplication(String application) {
        this.application = application;
    }

    /** The subscription's name; null when not given, which is not valid. */
    public @Nullable String getName() {
        return name;
    }

    /** Sets the subscription's name. */
    public void setName(String name) {
        this.name = name;
    }

    /** Where the subscription begins when it has no checkpoint. */
    public String getStartFrom() {
        return startFrom;
    }

    /** Sets where the subscription begins: {@code origin}, {@code current} or a position. */
    public void setStartFrom(String startFrom) {
        this.startFrom = startFrom;
    }

    /** Whether strong dispatches wait for the subscription. */
    public String getConsistency() {
        return consistency;
    }

    /** Sets whether strong dispatches wait for the subscription: {@code eventual} or {@code strong}. */
    public void setConsistency(String consistency) {
        this.consistency = consistency;
    }

    @Override
    public @Nullable ResourceAdapter getResourceAdapter() {
        return resourceAdapter;
    }

    @Override
    public void setResourceAdapter(ResourceAdapter resourceAdapter) {
        this.resourceAdapter = resourceAdapter;
    }

    /** @throws InvalidPropertyException when a property is missing or makes no sense; it lists all of these */
    @Override
    public void validate() throws InvalidPropertyException {
        List<String> problems = new ArrayList<>();
        List<String> properties = new ArrayList<>();
        if (isMissing(context)) {
            problems.add("'context' is missing; name the bounded context whose events the bean gets");
            properties.add("context");
        }
        if (isMissing(name)) {
            problems.add("'name' is missing; give the bean's subscription a name of its own");
            properties.add("name");
        }
        try {
            StartFrom.parse(startFrom);
        } catch (IllegalArgumentException e) {
            problems.add("'startFrom' is '%s'; it must be 'origin', 'current' or a position".formatted(startFrom));
            properties.add("startFrom");
        }
        try {
            consistency();
        } catch (IllegalArgumentException e) {
            problems.add("'consistency' is '%s'; it must be 'eventual' or 'strong'".formatted(consistency));
            properties.add("consistency");
        }
        if (!problems.isEmpty()) {
            InvalidPropertyException invalid = new InvalidPropertyException(
                    "the activation configuration of an event handler is wrong: " + String.join("; ", problems));
            invalid.setInvalidPropertyDescriptors(
                    properties.stream().map(EventActivation::descriptor).toArray(PropertyDescriptor[]::new));
            throw invalid;
        }
    }

    /** The bounded context of a valid configuration. */
    String context() {
        return required(context);
    }

    /** The application that is followed instead of the context's; null when it is the context's. */
    @Nullable
    String application() {
        return application;
    }

    /** The name of the subscription. It begins with the context's: contexts that share a store need not know each other's names. */
    String subscription() {
        return required(context) + "." + required(name);
    }

    /** The subscription that a valid configuration asks for. */
    SubscriptionDefinition definition(@Nullable Set<String> eventTypes) {
        return new SubscriptionDefinition(subscription(), StartFrom.parse(startFrom), consistency(), eventTypes);
    }

    @Override
    public String toString() {
        return "EventActivation[context=%s, application=%s, name=%s, startFrom=%s, consistency=%s]"
                .formatted(context, application, name, startFrom, consistency);
    }

    private Consistency consistency() {
        return Consistency.valueOf(consistency.toUpperCase(Locale.ROOT));
    }

    private static boolean isMissing(@Nullable String value) {
        return value == null || value.isBlank();
    }

    private static String required(@Nullable String value) {
        if (value == null) {
            throw new IllegalStateException("the activation was not validated");
        }
        return value;
    }

    private static PropertyDescriptor descriptor(String property) {
        try {
            return new PropertyDescriptor(property, EventActivation.class);
        } catch (IntrospectionException e) {
            throw new IllegalStateException(e);
        }
    }
}
