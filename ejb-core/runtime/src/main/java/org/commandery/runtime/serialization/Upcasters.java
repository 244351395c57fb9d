package org.commandery.runtime.serialization;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commandery.DefinitionException;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.serialization.EventForm;
import org.commandery.serialization.UpcastEvent;
import org.commandery.serialization.UpcastFailed;
import org.commandery.serialization.Upcaster;
import org.jspecify.annotations.Nullable;

/**
 * The upcasters of an application. They follow each other: what one makes is the next one's, until none takes the form. An event that none takes is
 * not touched: its JSON is not even read.
 */
public final class Upcasters {

    private static final Upcasters NONE = new Upcasters(List.of(), Set.of(), false);

    private final Map<String, TreeMap<Integer, Step>> byType = new HashMap<>();
    private final Set<EventForm> handled;
    private final boolean olderEvents;
    private final JsonReaderFactory readers = Json.createReaderFactory(Map.of());

    /**
     * @param upcasters at most one for each form
     * @param handled the classes of the events that handlers take; beside those that aggregates apply, upcasters may lead to them
     * @throws DefinitionException when two take the same form, a revision does not rise, or they go round in a circle
     */
    public Upcasters(Collection<? extends Upcaster> upcasters, Collection<Class<?>> handled) {
        this(upcasters, handled, true);
    }

    private Upcasters(Collection<? extends Upcaster> upcasters, Collection<Class<?>> handled, boolean olderEvents) {
        this.olderEvents = olderEvents;
        this.handled = handled.stream().map(type -> EventClass.of(type).form()).collect(Collectors.toUnmodifiableSet());
        upcasters.forEach(upcaster -> add(Step.of(upcaster)));
        steps().forEach(step -> refuseCircle(step, List.of()));
    }

    /** No upcasters, for a store that begins empty, as in a test: there is no event of an older revision in it. */
    public static Upcasters none() {
        return NONE;
    }

    private void add(Step step) {
        Step other = byType.computeIfAbsent(step.from().type(), type -> new TreeMap<>())
                .put(step.from().revision(), step);
        if (other != null) {
            throw new DefinitionException("%s and %s both upcast %s: a form has one upcaster; remove one of them"
                    .formatted(other.name(), step.name(), step.from()));
        }
        step.to().stream()
                .filter(form -> form.type().equals(step.from().type()))
                .filter(form -> form.revision() <= step.from().revision())
                .forEach(form -> {
                    throw new DefinitionException(
                            "%s upcasts %s to %s: a revision must rise; let 'to' name a higher one, or another type"
                                    .formatted(step.name(), step.from(), form));
                });
    }

    /** @param before the upcasters that lead to this one */
    private void refuseCircle(Step step, List<Step> before) {
        List<Step> way = Stream.concat(before.stream(), Stream.of(step)).toList();
        if (before.contains(step)) {
            throw new DefinitionException("upcasters go round in a circle: %s; let one of them lead out of it"
                    .formatted(way.subList(before.indexOf(step), way.size()).stream()
                            .map(each -> "%s (from %s)".formatted(each.name(), each.from()))
                            .collect(Collectors.joining(", "))));
        }
        step.to().stream().flatMap(form -> find(form).stream()).forEach(next -> refuseCircle(next, way));
    }

    /**
     * Checks that the upcasters lead to events that somebody knows, and that each lower revision of an event has one.
     *
     * @param applied the events that aggregates apply
     * @throws DefinitionException when they do not; it names the class and what to do
     */
    void check(Collection<EventClass> applied) {
        Set<EventForm> known = new HashSet<>(handled);
        applied.forEach(event -> known.add(event.form()));
        steps().forEach(step -> step.to().stream()
                .filter(form -> find(form).isEmpty() && !known.contains(form))
                .forEach(form -> {
                    throw new DefinitionException(
                            "%s upcasts %s to %s, which no event class is and no upcaster takes: let 'to' name the form of an event class, or write the next upcaster"
                                    .formatted(step.name(), step.from(), form));
                }));
        applied.forEach(event -> {
            requireNewest(event);
            if (olderEvents) {
                requireLower(event);
            }
        });
    }

    /**
     * Checks that an event's class is what upcasters leave of its type, and that they leave nothing older of it. What is said of a type that nobody here
     * speaks of is believed.
     *
     * @throws DefinitionException when it is not; it names the class and what to do
     */
    public void checkHandled(EventClass event) {
        requireNewest(event);
        if (isKnown(event.form().type())) {
            requireLower(event);
        }
    }

    private boolean isKnown(String type) {
        return byType.containsKey(type)
                || steps().anyMatch(step ->
                        step.to().stream().anyMatch(form -> form.type().equals(type)));
    }

    private void requireNewest(EventClass event) {
        EventForm form = event.form();
        Optional.ofNullable(byType.get(form.type()))
                .map(steps -> steps.ceilingEntry(form.revision()))
                .ifPresent(later -> {
                    throw new DefinitionException(
                            "%s is %s, but %s upcasts revision %d of it, so that no event is ever read as that class: raise the revision in its @EventType, or remove the upcaster"
                                    .formatted(
                                            event.type().getName(),
                                            form,
                                            later.getValue().name(),
                                            later.getKey()));
                });
    }

    private void requireLower(EventClass event) {
        for (int revision = 1; revision < event.form().revision(); revision++) {
            EventForm lower = new EventForm(event.form().type(), revision);
            if (find(lower).isEmpty()) {
                throw new DefinitionException(
                        "%s is %s, but no upcaster takes %s: write one, or lower the revision in its @EventType; a new type begins with 1"
                                .formatted(event.type().getName(), event.form(), lower));
            }
        }
    }

    /**
     * The types of which stored events may be of one of these types today.
     *
     * @param types the types that a handler takes
     * @return these and those that upcasters bring there
     */
    public Set<String> storedTypes(Set<String> types) {
        Set<String> stored = new HashSet<>(types);
        boolean more = true;
        while (more) {
            more = steps().filter(step -> step.to().stream().anyMatch(form -> stored.contains(form.type())))
                            .filter(step -> stored.add(step.from().type()))
                            .count()
                    > 0;
        }
        return stored;
    }

    /**
     * The forms from which upcasters lead to a form, by one step or by several.
     *
     * @return by type and revision; empty when no upcaster makes the form
     */
    public SortedSet<EventForm> leadingTo(EventForm form) {
        SortedSet<EventForm> leading =
                new TreeSet<>(Comparator.comparing(EventForm::type).thenComparing(EventForm::revision));
        steps().filter(step -> step.to().contains(form)).map(Step::from).forEach(from -> {
            leading.add(from);
            leading.addAll(leadingTo(from)); // ends: upcasters go round in no circle
        });
        return leading;
    }

    /**
     * What a stored event is today.
     *
     * @return the event itself when no upcaster takes it; otherwise what upcasters made of it, in order, with all else that was recorded; may be empty
     * @throws UpcastFailed when an upcaster throws, makes something that it does not name in its {@code to}, or the data are no JSON object
     */
    public List<RecordedEvent> upcast(RecordedEvent stored) {
        Step first = find(stored.type(), stored.revision());
        if (first == null) {
            return List.of(stored);
        }
        List<RecordedEvent> newest = new ArrayList<>();
        upcast(first, parse(first, stored), stored, newest);
        return newest;
    }

    private void upcast(Step step, JsonObject data, RecordedEvent stored, List<RecordedEvent> newest) {
        for (UpcastEvent event : step.upcast(data, stored)) {
            Step next = find(event.form().type(), event.form().revision());
            if (next == null) {
                newest.add(as(event.form(), event.data().toString(), stored));
            } else {
                upcast(next, event.data(), stored, newest);
            }
        }
    }

    private JsonObject parse(Step step, RecordedEvent stored) {
        try (JsonReader reader = readers.createReader(new StringReader(stored.data()))) {
            return reader.readObject();
        } catch (JsonException e) {
            throw new UpcastFailed(step.type(), stored, "its data are no JSON object", e);
        }
    }

    /** A stored event in another form, or with other data; all else that is known of it stays. */
    static RecordedEvent as(EventForm form, String data, RecordedEvent stored) {
        return new RecordedEvent(
                stored.eventId(),
                stored.position(),
                stored.stream(),
                stored.version(),
                form.type(),
                form.revision(),
                data,
                stored.metadata(),
                stored.causationId(),
                stored.correlationId(),
                stored.tags(),
                stored.createdAt(),
                stored.link());
    }

    private Stream<Step> steps() {
        return byType.values().stream().flatMap(steps -> steps.values().stream());
    }

    private Optional<Step> find(EventForm form) {
        return Optional.ofNullable(find(form.type(), form.revision()));
    }

    private @Nullable Step find(String type, int revision) {
        Map<Integer, Step> steps = byType.get(type);
        return steps == null ? null : steps.get(revision);
    }

    /** An upcaster, with what it has said of itself. */
    private record Step(Class<?> type, EventForm from, Set<EventForm> to, Upcaster upcaster) {

        static Step of(Upcaster upcaster) {
            Class<?> type = upcaster.getClass();
            while (type.isSynthetic()) { // the container's proxy
                type = type.getSuperclass();
            }
            return new Step(type, upcaster.from(), Set.copyOf(upcaster.to()), upcaster);
        }

        String name() {
            return type.getName();
        }

        List<UpcastEvent> upcast(JsonObject data, RecordedEvent stored) {
            List<UpcastEvent> made;
            try {
                made = List.copyOf(upcaster.upcast(data, stored));
            } catch (RuntimeException e) {
                throw new UpcastFailed(type, stored, String.valueOf(e), e);
            }
            for (UpcastEvent event : made) {
                if (!to.contains(event.form())) {
                    throw new UpcastFailed(
                            type,
                            stored,
                            "it made %s, which is not among what it says it makes: %s".formatted(event.form(), to),
                            null);
                }
            }
            return made;
        }
    }
}
