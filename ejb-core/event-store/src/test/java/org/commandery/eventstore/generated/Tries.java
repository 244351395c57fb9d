package org.commandery.eventstore.generated;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;

/** Has a property tried as often, or as long, as {@link Settings} says, and a failure say how to see it again. */
final class Tries implements AroundPropertyHook, AroundTryHook {

    private long end;

    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }

    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
        end = System.nanoTime() + Settings.duration().toNanos();
        context.attributes().setTries(Settings.seed().isPresent() ? Settings.times() : Integer.MAX_VALUE);
        return property.execute();
    }

    @Override
    public TryExecutionResult aroundTry(TryLifecycleContext context, TryExecutor executor, List<Object> parameters) {
        TryExecutionResult result = executor.execute(parameters);
        if (result.isFalsified()) {
            return TryExecutionResult.falsified(failure(context, (Scenario) parameters.get(0), result.throwable()));
        }
        boolean late = Settings.seed().isEmpty() && System.nanoTime() - end > 0;
        return late && result.isSatisfied() ? TryExecutionResult.satisfied(true) : result;
    }

    private static AssertionError failure(TryLifecycleContext context, Scenario scenario, Optional<Throwable> cause) {
        String test = context.containerClass().getSimpleName() + "#"
                + context.targetMethod().getName();
        return new AssertionError(
                "%s%n  seed %d failed; run it again by%n  %s"
                        .formatted(
                                cause.map(Throwable::getMessage).orElse(""),
                                scenario.seed(),
                                Settings.howToRunAgain(test, scenario.seed())),
                cause.orElse(null));
    }
}
