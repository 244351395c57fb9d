package org.commandery.eventstore.generated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.RecordedEvent;

/** A stream with links shows the events that it was told to, each once, as they are; its versions have no gaps. */
final class LinksRule implements Rule {

    @Override
    public void check(World world, Log log, History history) {
        log.shown().forEach((stream, entries) -> {
            Set<UUID> told = told(history, stream);
            Set<UUID> ids = new HashSet<>();
            for (int i = 0; i < entries.size(); i++) {
                RecordedEvent entry = entries.get(i);
                assertThat(entry.number()).as("versions in %s", stream).isEqualTo(i + 1L);
                assertThat(ids.add(entry.eventId()))
                        .as("%s shows %s once", stream, entry)
                        .isTrue();
                if (entry.link() != null) {
                    requireLink(log, stream, entry);
                    assertThat(told).as("links of %s", stream).contains(entry.eventId());
                }
            }
        });
        history.units().stream()
                .filter(Unit::mustBeStored)
                .flatMap(unit -> unit.appends().stream())
                .filter(append -> !append.links().isEmpty())
                .forEach(append -> requireShown(log, append));
    }

    private static Set<UUID> told(History history, String stream) {
        Set<UUID> told = new HashSet<>();
        history.units().stream()
                .filter(Unit::mayBeStored)
                .flatMap(unit -> unit.appends().stream())
                .filter(append -> append.stream().equals(stream))
                .forEach(append -> told.addAll(append.links()));
        return told;
    }

    private static void requireLink(Log log, String stream, RecordedEvent entry) {
        RecordedEvent linked = log.find(entry.eventId())
                .orElseThrow(() -> new AssertionError("%s shows %s, which is not stored".formatted(stream, entry)));
        assertThat(entry.link().stream()).isEqualTo(stream);
        assertThat(List.of(entry.position(), entry.stream(), entry.version(), entry.data()))
                .as("what %s shows of %s", stream, linked)
                .isEqualTo(List.of(linked.position(), linked.stream(), linked.version(), linked.data()));
    }

    private static void requireShown(Log log, Append append) {
        List<UUID> shown = log.shown().getOrDefault(append.stream(), List.of()).stream()
                .map(RecordedEvent::eventId)
                .toList();
        assertThat(shown).as("what %s shows", append.stream()).containsSubsequence(append.links());
    }
}
