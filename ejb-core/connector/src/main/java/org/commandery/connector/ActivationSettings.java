package org.commandery.connector;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commandery.application.Consistency;
import org.commandery.runtime.handler.ErrorRules;
import org.commandery.runtime.subscription.PartitionKey;
import org.commandery.runtime.subscription.Selection;
import org.commandery.runtime.subscription.StartFrom;
import org.commandery.runtime.subscription.SubscriptionDefinition;
import org.commandery.runtime.subscription.SubscriptionDefinition.Batching;
import org.commandery.runtime.subscription.SubscriptionDefinition.Pauses;
import org.jspecify.annotations.Nullable;

/** What an {@link EventActivation} says, read from its texts. What is wrong with them is collected, so that it can be told all at once. */
final class ActivationSettings {

    private static final int MOST_SEGMENTS = 1_000;

    private final EventActivation texts;
    private final Map<String, String> problems = new LinkedHashMap<>();

    ActivationSettings(EventActivation texts) {
        this.texts = texts;
    }

    /** What is wrong, a sentence for each property, in the order of the properties; empty when nothing is. */
    Map<String, String> problems() {
        problems.clear();
        require("context", texts.getContext(), "name the bounded context whose events the bean gets");
        require("name", texts.getName(), "give the bean's subscription a name of its own");
        start();
        consistency();
        partitionKey();
        concurrency();
        batching();
        pauses();
        errorRules();
        if (!texts.getStream().isBlank() && !texts.getStreamPrefix().isBlank()) {
            problems.put(
                    "streamPrefix",
                    "'streamPrefix' and 'stream' are both given; a handler follows one stream, or those of a prefix");
        }
        if (texts.getRetries().isBlank() != texts.getOnError().isBlank()
                && texts.getOnError().isBlank()) {
            problems.put("retries", "'retries' is given without 'onError'; say what becomes of an event after so many");
        }
        if (!texts.getBatchTimeout().isBlank() && texts.getBatchSize().isBlank()) {
            problems.put(
                    "batchTimeout", "'batchTimeout' is given without 'batchSize'; say how many events to wait for");
        }
        return Collections.unmodifiableMap(problems);
    }

    /**
     * The subscription that is asked for.
     *
     * @param name its name
     * @param eventTypes the stored types that the bean takes; null for all
     */
    SubscriptionDefinition definition(String name, @Nullable Set<String> eventTypes) {
        String stream = texts.getStream();
        return new SubscriptionDefinition(
                name,
                start(),
                consistency(),
                new Selection(chosen(eventTypes), stream.isBlank() ? null : stream, texts.getStreamPrefix()),
                concurrency(),
                partitionKey(),
                batching(),
                pauses(),
                names(texts.getTables()));
    }

    /** What becomes of events that the bean fails with; empty when the activation does not say. */
    Optional<ErrorRules> errorRules() {
        if (texts.getOnError().isBlank()) {
            return Optional.empty();
        }
        return Optional.of(read(
                "onError",
                ErrorRules.RETRY,
                () -> ErrorRules.parse(texts.getOnError(), texts.getRetries()),
                "'onError' is '%s' and 'retries' is '%s'; they must be 'retry', 'skip', 'park' or 'stop', and a number"
                        .formatted(texts.getOnError(), texts.getRetries())));
    }

    /** Of the types that the bean takes, those that the activation names, if it names some. */
    private @Nullable Set<String> chosen(@Nullable Set<String> handled) {
        if (texts.getEventTypes().isBlank()) {
            return handled;
        }
        Set<String> chosen = new HashSet<>(names(texts.getEventTypes()));
        if (handled != null) {
            chosen.retainAll(handled);
        }
        return chosen;
    }

    private static Set<String> names(String separatedByCommas) {
        return Stream.of(separatedByCommas.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }

    private StartFrom start() {
        return read(
                "startFrom",
                StartFrom.ORIGIN,
                () -> StartFrom.parse(texts.getStartFrom()),
                "'startFrom' is '%s'; it must be 'origin', 'current' or a position".formatted(texts.getStartFrom()));
    }

    private Consistency consistency() {
        return read(
                "consistency",
                Consistency.EVENTUAL,
                () -> Consistency.valueOf(texts.getConsistency().toUpperCase(Locale.ROOT)),
                "'consistency' is '%s'; it must be 'eventual' or 'strong'".formatted(texts.getConsistency()));
    }

    private PartitionKey partitionKey() {
        return read(
                "partitionBy",
                PartitionKey.STREAM,
                () -> PartitionKey.parse(texts.getPartitionBy()),
                "'partitionBy' is '%s'; it must be 'stream', 'correlation', 'data:<member>' or 'metadata:<name>'"
                        .formatted(texts.getPartitionBy()));
    }

    private int concurrency() {
        return number("concurrency", texts.getConcurrency(), 1, MOST_SEGMENTS);
    }

    private Batching batching() {
        if (texts.getBatchSize().isBlank()) {
            return Batching.BY_ITSELF;
        }
        Duration wait = duration("batchTimeout", texts.getBatchTimeout(), Duration.ZERO);
        return new Batching(number("batchSize", texts.getBatchSize(), 1, EndpointDelivery.LARGEST_BATCH), wait);
    }

    private Pauses pauses() {
        Duration first = duration("retryPause", texts.getRetryPause(), Pauses.DEFAULT.first());
        Duration longest = duration("longestRetryPause", texts.getLongestRetryPause(), Pauses.DEFAULT.longest());
        if (first.isZero() || longest.compareTo(first) < 0) {
            problems.put(
                    "retryPause",
                    "'retryPause' is %s and 'longestRetryPause' is %s; pauses are above zero, and the longest is not shorter than the first"
                            .formatted(first, longest));
            return Pauses.DEFAULT;
        }
        return new Pauses(first, longest);
    }

    private int number(String property, String text, int least, int most) {
        String problem = "'%s' is '%s'; it must be a number from %d to %d".formatted(property, text, least, most);
        int number = read(property, least, () -> Integer.parseInt(text), problem);
        if (number < least || number > most) {
            problems.put(property, problem);
            return least;
        }
        return number;
    }

    private Duration duration(String property, String text, Duration otherwise) {
        if (text.isBlank()) {
            return otherwise;
        }
        String problem = "'%s' is '%s'; it must be a duration as PT0.5S".formatted(property, text);
        Duration duration = read(property, otherwise, () -> Duration.parse(text), problem);
        if (duration.isNegative()) {
            problems.put(property, problem);
            return otherwise;
        }
        return duration;
    }

    private <T> T read(String property, T otherwise, Supplier<T> value, String problem) {
        try {
            return value.get();
        } catch (IllegalArgumentException | DateTimeException e) {
            problems.put(property, problem);
            return otherwise;
        }
    }

    private void require(String property, @Nullable String text, String mend) {
        if (text == null || text.isBlank()) {
            problems.put(property, "'%s' is missing; %s".formatted(property, mend));
        }
    }
}
