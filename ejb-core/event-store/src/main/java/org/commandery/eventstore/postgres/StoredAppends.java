package org.commandery.eventstore.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.commandery.eventstore.Append;
import org.commandery.eventstore.AppendResult;
import org.commandery.eventstore.EventData;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether appends are stored whose answer got lost with the connection. Appends that are written all or none are stored when one of
 * them is.
 *
 * <p>An event is known by its id, which is unique. Links are known by their stream showing the event; that somebody else linked it there
 * meanwhile cannot be told from that, but then it is linked as the caller wanted. Appends of neither leave no trace of their own: a command
 * without events is found by the function append, which calls it repeated; claims and releases do no harm when they are written twice.
 */
final class StoredAppends {

    private static final String FIND_EVENTS = """
            SELECT event_id, version, position FROM {schema}.events WHERE event_id = ANY (?)
            """;

    private static final String FIND_LINK = """
            SELECT l.version, coalesce((SELECT max(own.position) FROM {schema}.events own WHERE own.stream_id = s.stream_id), 0)
              FROM {schema}.streams s JOIN {schema}.links l USING (stream_id) JOIN {schema}.events e USING (position)
             WHERE s.stream = ? AND e.event_id = ?
            """;

    private record Place(long version, long position) {}

    private final Database database;
    private final Connection connection;

    StoredAppends(Database database, Connection connection) {
        this.database = database;
        this.connection = connection;
    }

    /** Answers those that are stored. */
    void answer(List<Pending> batch) throws SQLException {
        Map<UUID, Place> places = places(batch);
        for (Pending pending : batch) {
            Optional<List<AppendResult>> results = results(pending.appends(), places);
            if (results.isPresent()) {
                pending.answer().complete(results.get());
            }
        }
    }

    /** Empty when they are not stored, or it cannot be known. */
    private Optional<List<AppendResult>> results(List<Append> group, Map<UUID, Place> places) throws SQLException {
        List<AppendResult> results = new ArrayList<>();
        boolean stored = false;
        for (Append append : group) {
            int written = append.events().size() + append.links().size();
            if (written == 0) {
                results.add(new AppendResult(append.stream(), AppendResult.UNKNOWN, AppendResult.UNKNOWN, 0, false));
                continue;
            }
            Place place = append.events().isEmpty() ? placeOfLink(append) : places.get(lastEvent(append));
            if (place == null) {
                return Optional.empty();
            }
            stored = true;
            long links = append.events().isEmpty() ? 0 : append.links().size();
            results.add(new AppendResult(append.stream(), place.version() + links, place.position(), written, false));
        }
        return stored ? Optional.of(results) : Optional.empty();
    }

    private static @Nullable UUID lastEvent(Append append) {
        List<EventData> events = append.events();
        return events.get(events.size() - 1).eventId();
    }

    private Map<UUID, Place> places(List<Pending> batch) throws SQLException {
        Object[] ids = batch.stream()
                .flatMap(pending -> pending.appends().stream())
                .filter(append -> !append.events().isEmpty())
                .map(StoredAppends::lastEvent)
                .toArray();
        Map<UUID, Place> places = new HashMap<>();
        try (PreparedStatement find = database.prepare(connection, FIND_EVENTS)) {
            find.setArray(1, connection.createArrayOf("uuid", ids));
            try (ResultSet rows = find.executeQuery()) {
                while (rows.next()) {
                    places.put(rows.getObject(1, UUID.class), new Place(rows.getLong(2), rows.getLong(3)));
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
                return row.next() ? new Place(row.getLong(1), row.getLong(2)) : null;
            }
        }
    }
}
