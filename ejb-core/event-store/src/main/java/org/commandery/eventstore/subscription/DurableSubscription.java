package org.commandery.eventstore.subscription;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.commandery.eventstore.AlreadySubscribed;
import org.commandery.eventstore.EventPage;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.EventStore.AppendListener;
import org.commandery.eventstore.EventStoreUnavailable;
import org.commandery.eventstore.Feed;
import org.commandery.eventstore.RecordedEvent;
import org.commandery.eventstore.StaleCheckpoint;
import org.commandery.eventstore.Subscriber;
import org.commandery.eventstore.SubscriptionDeleted;
import org.commandery.eventstore.SubscriptionExists;
import org.commandery.eventstore.SubscriptionOptions;
import org.commandery.eventstore.TooManySubscribers;
import org.commandery.eventstore.internal.Backoff;
import org.commandery.eventstore.internal.Stepper;
import org.commandery.eventstore.subscription.Ledger.Held;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One durable subscription on this node. It waits until it may work; then it reads ahead as far as its queue allows, gives events to its subscribers, and
 * writes the checkpoint behind what they have acknowledged. It has a thread only while it does one of these.
 *
 * <p>The lock is the object itself. Neither the store nor the user's code is called while it is held.
 */
final class DurableSubscription implements Ledger.Members<Member<?>> {

    private static final Logger LOG = Logger.getLogger(DurableSubscription.class);

    /** Stands for the key null. */
    private static final Object NO_KEY = new Object();

    private final SubscriptionOptions options;
    private final EventStore store;
    private final Feed<?> feed;
    private final Source source;
    private final Place place;
    private final Consumer<DurableSubscription> ended;
    private final Stepper stepper;
    private final Backoff failures = new Backoff(Timing.FIRST_PAUSE, Timing.POLL);

    // Guarded by this.
    private final List<Member<?>> members = new ArrayList<>();
    private final List<Member<?>> leaving = new ArrayList<>();
    private final Ledger<Member<?>> ledger = new Ledger<>();
    private boolean started;
    private boolean active;
    private boolean ending;
    private boolean atEnd;
    private boolean acknowledged;
    private long behindSince;
    private long checkpoint;
    private long turn;

    // Only its steps use these.
    private @Nullable AppendListener wakeUps;
    private long nextClaim = System.nanoTime();
    private long nextRenewal;
    private long leaseEnds;

    /** @param ended called when it has ended */
    DurableSubscription(
            EventStore store,
            SubscriptionOptions options,
            Feed<?> feed,
            Source source,
            Place place,
            Consumer<DurableSubscription> ended) {
        this.store = store;
        this.options = options;
        this.feed = feed;
        this.source = source;
        this.place = place;
        this.ended = ended;
        this.stepper = new Stepper("commandery-subscription-" + options.name(), this::step);
    }

    String name() {
        return options.name();
    }

    /**
     * Takes another subscriber.
     *
     * @return empty when the subscription is ending
     */
    synchronized <T> Optional<Member<T>> join(Feed<T> mapped, Subscriber<T> subscriber) {
        if (ending) {
            return Optional.empty();
        }
        if (members.stream().anyMatch(member -> member.is(subscriber))) {
            throw new AlreadySubscribed(name());
        }
        if (!mapped.stream().equals(feed.stream()) || (options.concurrency() == 1 && !members.isEmpty())) {
            throw new SubscriptionExists(name(), feed.stream());
        }
        if (members.size() >= options.concurrency()) {
            throw new TooManySubscribers(name(), options.concurrency());
        }
        Member<T> member = new Member<>(this, mapped, subscriber);
        members.add(member);
        member.start();
        if (!started) {
            started = true;
            stepper.start();
        }
        ledger.giveOut(this);
        return Optional.of(member);
    }

    synchronized boolean isActive() {
        return active;
    }

    /** Ends it: no more events, a last checkpoint, and the place is free. */
    void end(@Nullable Throwable cause) {
        List<Member<?>> all;
        boolean unused;
        synchronized (this) {
            ending = true;
            all = List.copyOf(members);
            unused = !started;
        }
        all.forEach(member -> member.leave(cause));
        if (unused) {
            ended.accept(this);
        } else {
            stepper.wake();
        }
    }

    /** Waits for the end that was asked for, but not in a call that it makes itself. */
    void awaitEnd() {
        List<Member<?>> all;
        synchronized (this) {
            all = new ArrayList<>(members);
            all.addAll(leaving);
        }
        all.forEach(Member::awaitEnd);
        stepper.awaitEnd();
    }

    void awaitEndIfEnding() {
        boolean wait;
        synchronized (this) {
            wait = ending;
        }
        if (wait) {
            stepper.awaitEnd();
        }
    }

    /** A subscriber has acknowledged events; the lock is held. */
    void acknowledged(List<Held> events) {
        if (events.isEmpty()) {
            return;
        }
        boolean wasBehind = isBehind();
        events.forEach(ledger::acknowledge);
        acknowledged = true;
        if (!wasBehind) {
            behindSince = System.nanoTime();
        }
        ledger.giveOut(this);
        boolean firstOfMany = !wasBehind && !options.checkpointAfter().isZero();
        if (firstOfMany || untilCheckpoint().isZero() || (wantsMore() && !atEnd)) {
            stepper.wake();
        }
    }

    /** A subscriber has ended, but for being told so: it receives no more. The lock is held. */
    void left(Member<?> member) {
        members.remove(member);
        leaving.add(member);
        ledger.putBack(member.takeBack());
        if (members.isEmpty()) {
            ending = true;
            stepper.wake();
        } else {
            ledger.giveOut(this);
        }
    }

    /** A subscriber was told of its end: it is not called any more. */
    synchronized void gone(Member<?> member) {
        leaving.remove(member);
    }

    @Override
    public @Nullable Member<?> leastBusy() {
        return members.stream()
                .filter(this::isFree)
                .min(Comparator.<Member<?>>comparingInt(Member::inHand).thenComparingLong(Member::lastServed))
                .orElse(null);
    }

    @Override
    public boolean isFree(Member<?> member) {
        return member.takes(options.bufferSize());
    }

    @Override
    public void give(Member<?> member, Held held) {
        member.give(held, ++turn);
        member.wake();
    }

    private Duration step() {
        try {
            if (isEnding()) {
                finish();
                return Duration.ZERO;
            }
            if (wakeUps == null) {
                wakeUps = store.onAppend(stepper::wake);
            }
            return isActive() ? work() : claim();
        } catch (StaleCheckpoint e) {
            lose();
            return Duration.ZERO;
        } catch (EventStoreUnavailable e) {
            LOG.debugf(e, "the subscription '%s' cannot work", name());
            if (isActive() && System.nanoTime() - leaseEnds >= 0) {
                lose();
            }
            return failures.pause();
        } catch (SubscriptionDeleted e) {
            LOG.info(e.getMessage());
            end(e);
            return Duration.ZERO;
        } catch (RuntimeException | Error e) {
            LOG.warnf(e, "the subscription '%s' ends", name());
            end(e);
            return Duration.ZERO;
        }
    }

    private synchronized boolean isEnding() {
        return ending;
    }

    private Duration claim() {
        long now = System.nanoTime();
        if (now - nextClaim < 0) {
            return Duration.ofNanos(nextClaim - now);
        }
        nextClaim = now + Timing.CLAIM.toNanos();
        OptionalLong position = place.take();
        failures.reset();
        if (position.isEmpty()) {
            return Timing.CLAIM;
        }
        kept(now);
        synchronized (this) {
            checkpoint = position.getAsLong();
            ledger.startAfter(checkpoint);
            acknowledged = false;
            active = true;
            members.forEach(Member::wake);
        }
        return Duration.ZERO;
    }

    private void kept(long since) {
        long timeToLive = options.lease().toNanos();
        leaseEnds = since + timeToLive;
        nextRenewal = since + timeToLive / 3;
    }

    private Duration work() {
        long now = System.nanoTime();
        if (now - nextRenewal >= 0) {
            if (!place.keep()) {
                lose();
                return Duration.ZERO;
            }
            kept(now);
        }
        writeCheckpoint(untilCheckpoint());
        boolean more = read();
        failures.reset();
        return more ? Duration.ZERO : rest();
    }

    private Duration rest() {
        Duration renewal = Duration.ofNanos(Math.max(0, nextRenewal - System.nanoTime()));
        return Stream.of(Timing.POLL, renewal, untilCheckpoint())
                .min(Comparator.naturalOrder())
                .get();
    }

    /** Another node has it, or an operator has moved the checkpoint: what was read before is of no use. */
    private synchronized void lose() {
        LOG.infof("the subscription '%s' was taken over at %d, or its checkpoint was moved", name(), checkpoint);
        active = false;
        members.forEach(Member::takeBack);
        nextClaim = System.nanoTime();
    }

    private synchronized boolean isBehind() {
        return ledger.handled() > checkpoint;
    }

    /** How long the checkpoint may wait: not at all when enough is acknowledged, a while when events were passed over only. */
    private synchronized Duration untilCheckpoint() {
        long behind = ledger.handled() - checkpoint;
        if (!active || behind <= 0) {
            return Timing.LONG;
        }
        if (behind >= (acknowledged ? options.checkpointEvery() : Timing.PAGE)) {
            return Duration.ZERO;
        }
        Duration limit = acknowledged ? options.checkpointAfter() : Timing.IDLE;
        if (limit.isZero()) {
            return Timing.LONG;
        }
        long left = limit.toNanos() - (System.nanoTime() - behindSince);
        return Duration.ofNanos(Math.max(0, left));
    }

    private void writeCheckpoint(Duration wait) {
        if (!wait.isZero()) {
            return;
        }
        long from;
        long to;
        synchronized (this) {
            from = checkpoint;
            to = ledger.handled();
            acknowledged = false;
        }
        place.advance(from, to);
        synchronized (this) {
            checkpoint = to;
            behindSince = System.nanoTime();
        }
    }

    private synchronized boolean wantsMore() {
        return ledger.held() <= options.maxQueue() / 2;
    }

    /** Reads what fits into the queue; returns whether there may be more to read, or something to write. */
    private boolean read() {
        long from;
        int room;
        synchronized (this) {
            if (!wantsMore()) {
                return false;
            }
            from = ledger.read();
            room = Math.min(options.maxQueue() - ledger.held(), Timing.PAGE);
        }
        EventPage page = source.after(from, room);
        List<Held> wanted = page.events().stream()
                .filter(feed::wants)
                .map(event -> new Held(feed.numberOf(event), event, keyOf(event)))
                .toList();
        synchronized (this) {
            if (!isBehind()) {
                behindSince = System.nanoTime();
            }
            ledger.add(wanted, page.reached());
            atEnd = page.complete();
            ledger.giveOut(this);
            return !atEnd;
        }
    }

    private @Nullable Object keyOf(RecordedEvent event) {
        return options.partition() == null
                ? null
                : Objects.requireNonNullElse(options.partition().apply(event), NO_KEY);
    }

    private void finish() {
        try {
            if (isActive()) {
                if (isBehind()) {
                    writeCheckpoint(Duration.ZERO);
                }
                place.giveBack();
            }
        } catch (RuntimeException e) {
            LOG.debugf(e, "the subscription '%s' ends without a last checkpoint", name());
        } finally {
            synchronized (this) {
                active = false;
            }
            if (wakeUps != null) {
                wakeUps.close();
            }
            stepper.end();
            ended.accept(this);
        }
    }
}
