package org.commandery.eventstore.memory;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.HardDeletesDisabled;
import org.commandery.eventstore.Snapshots;
import org.commandery.eventstore.StreamInfo;
import org.commandery.eventstore.StreamNotFound;
import org.commandery.eventstore.Streams;
import org.commandery.eventstore.internal.Refusals;
import org.jspecify.annotations.Nullable;

/** The streams of an in-memory store. */
final class InMemoryStreams implements Streams {

    private final Memory memory;
    private final Snapshots snapshots;
    private final boolean hardDeletes;
    private final MemoryTransactions transactions;

    InMemoryStreams(Memory memory, Snapshots snapshots, boolean hardDeletes, MemoryTransactions transactions) {
        this.memory = memory;
        this.snapshots = snapshots;
        this.hardDeletes = hardDeletes;
        this.transactions = transactions;
    }

    @Override
    public StreamInfo info(String stream) {
        return memory.infos().stream()
                .filter(info -> info.stream().equals(stream))
                .findFirst()
                .orElseThrow(() -> new StreamNotFound(stream));
    }

    @Override
    public Page list(PageRequest request) {
        List<StreamInfo> found = memory.infos().stream()
                .filter(info -> info.stream().contains(request.search()))
                .sorted(order(request))
                .toList();
        List<StreamInfo> page = found.stream()
                .skip((request.page() - 1L) * request.size())
                .limit(request.size())
                .toList();
        return Page.of(page, found.size(), request.size());
    }

    private static Comparator<StreamInfo> order(PageRequest request) {
        return switch (request.sortBy()) {
            case STREAM -> directed(Comparator.comparing(StreamInfo::stream), request);
            case VERSION -> thenByName(directed(Comparator.comparing(StreamInfo::version), request));
            case CREATED_AT -> thenByName(Comparator.comparing(StreamInfo::createdAt, times(request)));
            case DELETED_AT -> thenByName(Comparator.comparing(StreamInfo::deletedAt, times(request)));
        };
    }

    private static Comparator<StreamInfo> thenByName(Comparator<StreamInfo> order) {
        return order.thenComparing(StreamInfo::stream);
    }

    private static Comparator<@Nullable Instant> times(PageRequest request) {
        return Comparator.nullsLast(directed(Comparator.<Instant>naturalOrder(), request));
    }

    private static <T> Comparator<T> directed(Comparator<T> order, PageRequest request) {
        return request.ascending() ? order : order.reversed();
    }

    @Override
    public void softDelete(String stream, ExpectedVersion expected) {
        Refusals.requireAppendable(stream);
        transactions.now(unit -> unit.softDelete(stream, expected));
    }

    @Override
    public void hardDelete(String stream, ExpectedVersion expected, String reason) {
        Refusals.requireAppendable(stream);
        if (!hardDeletes) {
            throw new HardDeletesDisabled(stream);
        }
        transactions.now(unit -> unit.hardDelete(stream, expected));
        snapshots.delete(stream);
    }
}
