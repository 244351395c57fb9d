package org.commandery.runtime.aggregate;

import com.github.benmanes.caffeine.cache.Ticker;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.commandery.application.CommandFailed;
import org.commandery.application.Lifespan;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.EventStore;
import org.commandery.runtime.serialization.EventClass;
import org.commandery.runtime.serialization.EventTypes;
import org.commandery.runtime.serialization.JsonCodec;
import org.commandery.runtime.serialization.Serialization;
import org.jspecify.annotations.Nullable;

/** A node on which commands go to tills. */
final class Bank implements AutoCloseable {

    static final JsonCodec CODEC = new JsonCodec();

    private final AggregateModel model;
    final Aggregates aggregates;
    Lifespan lifespan = Lifespan.DEFAULT;
    int attempts = 10;

    Bank(EventStore store) {
        this(store, null);
    }

    Bank(EventStore store, @Nullable TransactionSynchronizationRegistry transactions) {
        this(Till.class, store, transactions, new AggregateCache(100));
    }

    Bank(
            Class<?> aggregate,
            EventStore store,
            @Nullable TransactionSynchronizationRegistry transactions,
            AggregateCache cache) {
        model = AggregateModel.of(aggregate);
        Serialization serialization = Serialization.withoutUpcasters(CODEC);
        EventTypes types = new EventTypes(model.eventTypes(), serialization);
        aggregates = new Aggregates(store, transactions, types, serialization, cache, ReadListener.NONE);
    }

    static AggregateCache cache(Ticker ticker) {
        return new AggregateCache(100, ticker);
    }

    Executed send(String till, Object command) {
        return send(till, command, null, null);
    }

    Executed send(String till, Object command, @Nullable UUID commandId, @Nullable Long expectedVersion) {
        return aggregates.execute(new Execution(
                model,
                till,
                expectedVersion,
                attempts,
                commandId,
                aggregate -> decide(aggregate, command, till),
                event -> data(event, commandId),
                command,
                lifespan));
    }

    private List<Object> decide(Loaded aggregate, Object command, String till) {
        try {
            return model.execute(aggregate.state(), command, till);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new CommandFailed(command.getClass(), till, e);
        }
    }

    static EventData data(Object event, @Nullable UUID cause) {
        return EventData.of(EventClass.of(event.getClass()).form().type(), CODEC.encode(event))
                .withMetadata(Map.of())
                .withCause(cause, null);
    }

    static EventData data(Object event) {
        return data(event, null);
    }

    Object state(String till) {
        return aggregates.load(model, till).state();
    }

    AggregateModel model() {
        return model;
    }

    @Override
    public void close() {
        aggregates.close();
    }
}
