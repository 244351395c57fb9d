package org.commandery.runtime.telemetry;

import static org.commandery.application.DispatchOptions.options;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.memory.InMemoryEventStore;
import org.commandery.router.Router;
import org.commandery.runtime.Account;
import org.commandery.runtime.Account.Deposit;
import org.commandery.runtime.Account.Fail;
import org.commandery.runtime.Account.Open;
import org.commandery.runtime.Account.Touch;
import org.commandery.runtime.aggregate.ReadListener;
import org.commandery.runtime.application.Dispatching;
import org.commandery.runtime.application.RunningApplication;
import org.commandery.runtime.application.StoreAccess;
import org.commandery.runtime.middleware.PlacedMiddleware;

/** An application of accounts in memory, which dispatches through some middleware. */
final class TestBank implements AutoCloseable {

    private static final Router ACCOUNTS = routes -> routes.aggregate(Account.class)
            .identifiedBy("id")
            .prefix("account-")
            .dispatch(Open.class, Deposit.class, Fail.class, Touch.class);

    private final InMemoryEventStore store = new InMemoryEventStore();
    private final StoreAccess access = StoreAccess.of("bank", store);
    private final ExecutorService threads = Executors.newSingleThreadExecutor();
    private final Dispatching dispatching;
    private final RunningApplication application;

    TestBank(PlacedMiddleware... middleware) {
        this(application -> ReadListener.NONE, middleware);
    }

    TestBank(ReadListener.Source reads, PlacedMiddleware... middleware) {
        dispatching = new Dispatching(List.of(middleware), options(), threads, Optional::empty, type -> type, reads);
        application = restarted();
    }

    /** The same application, with nothing in memory. */
    RunningApplication restarted() {
        return new RunningApplication("bank", Map.of("accounts", ACCOUNTS), access, dispatching);
    }

    RunningApplication application() {
        return application;
    }

    List<RecordedEvent> events(String account) {
        return store.readForward("account-" + account, 1, 100);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        application.close();
        access.close();
    }
}
