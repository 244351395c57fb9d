package org.commandery.connector;

import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ResourceAdapter;
import java.beans.IntrospectionException;
import java.beans.PropertyDescriptor;
import java.util.Map;
import java.util.Set;
import org.commandery.DefinitionException;
import org.commandery.handler.ErrorPolicy;
import org.commandery.personal.SubjectForgotten;
import org.commandery.runtime.handler.HandlerModel;
import org.commandery.runtime.serialization.EventTypes;
import org.commandery.runtime.subscription.PartitionKey;
import org.commandery.runtime.subscription.SubscriptionDefinition;
import org.jspecify.annotations.Nullable;

/**
 * The activation configuration of an event handler: what a message-driven bean says in its {@code @ActivationConfigProperty}s. All are texts;
 * one that is not given has its default.
 *
 * <ul>
 *   <li>{@code context}, required: the bounded context that the handler belongs to.
 *   <li>{@code name}, required: the name of the handler, unique in its context; {@code <context>.<name>} is the subscription's, under which its
 *       checkpoint is kept.
 *   <li>{@code application}: the application whose events it gets; the one that the context runs in when not given.
 *   <li>{@code startFrom}: {@code origin}, {@code current} or a position, where it begins when it has no checkpoint; {@code origin} when not given.
 *   <li>{@code stream}, {@code streamPrefix}: the only stream, or the beginning of the names of the streams, whose events are wanted.
 *   <li>{@code eventTypes}: stable names, separated by commas, of those types that are wanted; all that the bean has methods for when not given.
 *   <li>{@code consistency}: {@code strong} when a dispatch that asks for strong consistency waits for it; {@code eventual} when not given.
 *   <li>{@code concurrency}: into how many segments the subscription is divided, which are handled side by side, on one node or several; 1 when not given.
 *   <li>{@code partitionBy}: what events have in common that are handled in order, and wait for each other when one of them is parked: {@code stream},
 *       {@code correlation}, {@code data:<member>} or {@code metadata:<name>}; {@code stream} when not given.
 *   <li>{@code batchSize}: how many events it gets in one transaction at most, or in one {@link org.commandery.handler.EventBatch}.
 *   <li>{@code batchTimeout}: how long to wait for so many, as in {@code PT0.2S}.
 *   <li>{@code onError}, {@code retries}: what becomes of an event that it fails with after so many retries, 3 when not given: {@code retry}, {@code skip},
 *       {@code park}, {@code stop}. When not given, the bean's {@code onError} method decides, or the application's policy.
 *   <li>{@code retryPause}, {@code longestRetryPause}: how long to wait before the first retry, and at most: {@code PT0.1S} and {@code PT30S} when not given.
 *   <li>{@code tables}: the tables of its read model, separated by commas, which no other handler writes to: they can be rebuilt beside the live ones.
 * </ul>
 */
public final class EventActivation implements ActivationSpec {

    private final ActivationSettings settings = new ActivationSettings(this);
    private @Nullable ResourceAdapter resourceAdapter;
    private @Nullable String context;
    private @Nullable String application;
    private @Nullable String name;
    private String startFrom = "origin";
    private String stream = "";
    private String streamPrefix = "";
    private String eventTypes = "";
    private String consistency = "eventual";
    private String concurrency = "1";
    private String partitionBy = "stream";
    private String batchSize = "";
    private String batchTimeout = "";
    private String onError = "";
    private String retries = "";
    private String retryPause = "";
    private String longestRetryPause = "";
    private String tables = "";

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

    /** The handler's name; null when not given, which is not valid. */
    public @Nullable String getName() {
        return name;
    }

    /** Sets the handler's name. */
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

    /** The only stream whose events are wanted; empty for all. */
    public String getStream() {
        return stream;
    }

    /** Sets the only stream whose events are wanted. */
    public void setStream(String stream) {
        this.stream = stream;
    }

    /** How the names of the streams begin whose events are wanted; empty for all. */
    public String getStreamPrefix() {
        return streamPrefix;
    }

    /** Sets how the names of the streams begin whose events are wanted. */
    public void setStreamPrefix(String streamPrefix) {
        this.streamPrefix = streamPrefix;
    }

    /** The types of the events that are wanted, of those that the bean has methods for; empty for all of them. */
    public String getEventTypes() {
        return eventTypes;
    }

    /** Sets the types of the events that are wanted, their stable names separated by commas. */
    public void setEventTypes(String eventTypes) {
        this.eventTypes = eventTypes;
    }

    /** Whether strong dispatches wait for the subscription. */
    public String getConsistency() {
        return consistency;
    }

    /** Sets whether strong dispatches wait for the subscription: {@code eventual} or {@code strong}. */
    public void setConsistency(String consistency) {
        this.consistency = consistency;
    }

    /** How many segments the subscription is divided into. */
    public String getConcurrency() {
        return concurrency;
    }

    /** Sets how many segments the subscription is divided into, each worked on by itself, on this node or another: 1 or more. */
    public void setConcurrency(String concurrency) {
        this.concurrency = concurrency;
    }

    /** What events have in common that are handled in order. */
    public String getPartitionBy() {
        return partitionBy;
    }

    /** Sets what events have in common that are handled in order: {@code stream}, {@code correlation}, {@code data:<member>} or {@code metadata:<name>}. */
    public void setPartitionBy(String partitionBy) {
        this.partitionBy = partitionBy;
    }

    /** How many events the bean gets in a transaction at most; empty when the subscription decides. */
    public String getBatchSize() {
        return batchSize;
    }

    /** Sets how many events the bean gets in a transaction at most. */
    public void setBatchSize(String batchSize) {
        this.batchSize = batchSize;
    }

    /** How long to wait for a batch to fill; empty for not at all. */
    public String getBatchTimeout() {
        return batchTimeout;
    }

    /** Sets how long to wait for a batch to fill, from its first event on, as in {@code PT0.2S}. */
    public void setBatchTimeout(String batchTimeout) {
        this.batchTimeout = batchTimeout;
    }

    /** What becomes of an event that the bean fails with; empty when the application's policy decides. */
    public String getOnError() {
        return onError;
    }

    /** Sets what becomes of an event that the bean fails with, after some retries: {@code retry}, {@code skip}, {@code park} or {@code stop}. */
    public void setOnError(String onError) {
        this.onError = onError;
    }

    /** How often an event is retried before that; empty for 3. */
    public String getRetries() {
        return retries;
    }

    /** Sets how often an event is retried before that. */
    public void setRetries(String retries) {
        this.retries = retries;
    }

    /** How long to wait before the first retry; empty for 0.1 s. */
    public String getRetryPause() {
        return retryPause;
    }

    /** Sets how long to wait before the first retry, as in {@code PT1S}; each further one waits twice as long. */
    public void setRetryPause(String retryPause) {
        this.retryPause = retryPause;
    }

    /** How long to wait before a retry at most; empty for 30 s. */
    public String getLongestRetryPause() {
        return longestRetryPause;
    }

    /** Sets how long to wait before a retry at most, as in {@code PT1M}. */
    public void setLongestRetryPause(String longestRetryPause) {
        this.longestRetryPause = longestRetryPause;
    }

    /** The tables of the bean's read model; empty for none. */
    public String getTables() {
        return tables;
    }

    /** Sets the tables of the bean's read model, separated by commas, which no other handler writes to: they can be rebuilt beside the live ones. */
    public void setTables(String tables) {
        this.tables = tables;
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
        Map<String, String> problems = settings.problems();
        if (!problems.isEmpty()) {
            InvalidPropertyException invalid =
                    new InvalidPropertyException("the activation configuration of an event handler is wrong: "
                            + String.join("; ", problems.values()));
            invalid.setInvalidPropertyDescriptors(
                    problems.keySet().stream().map(EventActivation::descriptor).toArray(PropertyDescriptor[]::new));
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
        return settings.definition(subscription(), eventTypes);
    }

    /** What becomes of events that the bean fails with: what the configuration says, or else what the application does. */
    ErrorPolicy errorPolicy(ErrorPolicy ofApplication) {
        return settings.errorRules().<ErrorPolicy>map(rules -> rules).orElse(ofApplication);
    }

    /**
     * Checks that a valid configuration goes with its bean.
     *
     * @param transacted whether all methods of the bean run in a transaction
     * @throws DefinitionException when it does not
     */
    void requireFits(Class<?> bean, HandlerModel model, boolean transacted) {
        if (model.decidesOnErrors() && settings.errorRules().isPresent()) {
            throw unfit(bean, "has an onError method, and its activation says 'onError'; keep one of them");
        }
        if (!tables.isBlank() && !transacted) {
            throw unfit(
                    bean,
                    "names 'tables', but has methods without a transaction; tables can be rebuilt in transactions only");
        }
        Set<String> types = model.eventTypes();
        SubscriptionDefinition definition = definition(types);
        boolean forgets = types != null && types.contains(EventTypes.nameOf(SubjectForgotten.class));
        if (forgets && definition.concurrency() > 1 && definition.partitionKey().equals(PartitionKey.STREAM)) {
            throw unfit(
                    bean,
                    "handles SubjectForgotten in %d segments, of which one does not wait for the others: what it forgets may come back; give it 'concurrency' 1"
                            .formatted(definition.concurrency()));
        }
    }

    private static DefinitionException unfit(Class<?> bean, String why) {
        return new DefinitionException("event handler %s %s".formatted(bean.getName(), why));
    }

    @Override
    public String toString() {
        return "EventActivation[context=%s, application=%s, name=%s]".formatted(context, application, name);
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
