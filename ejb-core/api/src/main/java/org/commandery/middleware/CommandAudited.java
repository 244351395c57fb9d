package org.commandery.middleware;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.commandery.application.CommandContext;
import org.commandery.application.ExecutionResult;

/**
 * Who sent which command when, and what came of it. Fired as a CDI event at the end of each dispatch, on its thread, if the deployment observes it:
 *
 * <pre>{@code void note(@Observes CommandAudited audited) { … }}</pre>
 *
 * <p>When a caller's transaction is joined, the observer is called before it commits: one that writes to the same datasource is part of it, and
 * one that observes {@code during = AFTER_SUCCESS} hears only of what was stored. What an observer throws is logged and changes nothing.
 *
 * @param caller the caller's verified name; empty when it is anonymous, or a handler dispatched the command
 * @param command the command and its ids
 * @param at when the dispatch began
 * @param duration how long it took
 * @param result what it did; empty when it failed
 * @param failure why it failed; empty when it did not
 */
public record CommandAudited(
        Optional<String> caller,
        CommandContext command,
        Instant at,
        Duration duration,
        Optional<ExecutionResult> result,
        Optional<Throwable> failure) {}
