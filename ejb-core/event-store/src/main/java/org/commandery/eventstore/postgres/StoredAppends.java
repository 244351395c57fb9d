package org.commandery.eventstore.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.EventData;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether appends are stored whose answer got lost with the connection. Appends that are written all or none are stored when one of
 * them is.
 *
 * <p>Events are known by their ids, which are unique: but an append may bear ids that another one had before it, and is to be refused for that. So
 * they must all stand where this append would have written them, and its command must be the one that is kept with them. Links are known by their stream showing the event; that somebody else linked it there
 * meanwhile cannot be told from that, but then it is linked as the caller wanted. Appends of neither leave no trace of their own: a command
 * without events is found by the function append, which calls it repeated; claims and releases do no harm when they are written twice.
 */
final class StoredAppends {

    private static final String FIND_EVENTS = """
            SELECT e.event_id, s.stream, e.version, e.position
              FROM {schema}.events e JOIN {schema}.streams s USING (stream_id)
             WHERE e.event_id = ANY (?)
            """;

    private static final String FIND_COMMANDS = """
            SELECT command_id, stream, version, position FROM {schema}.commands WHERE command_id = ANY (?)
            """;

    private static final String FIND_LINK = """
            SELECT l.version, coalesce((SELECT max(own.position) FROM {schema}.events own WHERE own.stream_id = s.stream_id), 0)
              FROM {schema}.streams s JOIN {schema}.links l USING (stream_id) JOIN {schema}.events e USING (position)
             WHERE s.stream = ? AND e.event_id = ?
            """;

    private record Place(String stream, long version, long position) {

        boolean isNextTo(@Nullable Place before) {
            return before == null || (stream.equals(before.stream) && version == before.version + 1);
        }
    }

    private final Database database;
    private final Connection connection;

    StoredAppends(Database database, Connection connection) {
        this.database = database;
        this.connection = connection;
    }

    /** Answers those that are stored. */
    void answer(List<Pending> batch) throws SQLException {
        List<Append> appends =
                batch.stream().flatMap(pending -> pending.appends().stream()).toList();
        Map<UUID, Place> events = places(
                FIND_EVENTS,
                appends.stream().flatMap(append -> append.events().stream()).map(EventData::eventId));
        Map<UUID, Place> commands = places(FIND_COMMANDS, appends.stream().map(Append::commandId));
        for (Pending pending : batch) {
            Optional<List<AppendResult>> results = results(pending.appends(), events, commands);
            if (results.isPresent()) {
                pending.answer().complete(results.get());
            }
        }
    }

    /** Empty when they are not stored, or it cannot be known. */
    private Optional<List<AppendResult>> results(List<Append> group, Map<UUID, Place> events, Map<UUID, Place> commands)
            throws SQLException {
        List<AppendResult> results = new ArrayList<>();
        boolean stored = false;
        for (Append append : group) {
            int written = append.events().size() + append.links().size();
            if (written == 0) {
                results.add(new AppendResult(append.stream(), AppendResult.UNKNOWN, AppendResult.UNKNOWN, 0, false));
                continue;
            }
            Place place = append.events().isEmpty() ? placeOfLink(append) : placeOfEvents(append, events);
            if (place == null || !isOfCommand(append, place, commands)) {
                return Optional.empty();
            }
            stored = true;
            results.add(new AppendResult(append.stream(), place.version(), place.position(), written, false));
        }
        return stored ? Optional.of(results) : Optional.empty();
    }

    /** The end of the append, with the links that follow its events; null when they do not all stand where it would have written them. */
    private static @Nullable Place placeOfEvents(Append append, Map<UUID, Place> events) {
        Place last = null;
        for (EventData event : append.events()) {
            Place next = events.get(event.eventId());
            if (next == null || !next.stream().equals(append.stream()) || !next.isNextTo(last)) {
                return null;
            }
            last = next;
        }
        if (last == null
                || !append.expected().accepts(last.version() - append.events().size())) {
            return null;
        }
        return new Place(last.stream(), last.version() + append.links().size(), last.position());
    }

    /** What is stored of the append's command must end where the append does. */
    private static boolean isOfCommand(Append append, Place place, Map<UUID, Place> commands) {
        return append.commandId() == null || place.equals(commands.get(append.commandId()));
    }

    private Map<UUID, Place> places(String find, Stream<@Nullable UUID> ids) throws SQLException {
        Object[] wanted = ids.filter(Objects::nonNull).toArray();
        Map<UUID, Place> places = new HashMap<>();
        if (wanted.length == 0) {
            return places;
        }
        try (PreparedStatement statement = database.prepare(connection, find)) {
            statement.setArray(1, connection.createArrayOf("uuid", wanted));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    places.put(
                            rows.getObject(1, UUID.class),
                            new Place(rows.getString(2), rows.getLong(3), rows.getLong(4)));
                }
            }
        }
        return places;
    }

    private @Nullable Place placeOfLink(Append append) throws SQLException {
        try (PreparedStatement find = database.prepare(connection, FIND_LINK)) {
            find.setString(1, append.stream());
            find.setObject(2, append.links().get(append.links().size() - 1));
            try (ResultSet row = find.executeQuery()) {
                return row.next() ? new Place(append.stream(), row.getLong(1), row.getLong(2)) : null;
            }
        }
    }
}
