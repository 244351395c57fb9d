package org.commandery.runtime.router;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Type;
import java.util.List;
import org.commandery.runtime.aggregate.AggregateModel;
import org.jspecify.annotations.Nullable;

/**
 * A method of a class of its own, which executes one kind of command.
 *
 * @param method takes the state and the command
 * @param returned what it is declared to return
 * @param aggregate the aggregate that it acts for
 */
record HandlerMethod(MethodHandle method, Type returned, AggregateModel aggregate) {

    /**
     * Lets it decide.
     *
     * @param state the aggregate's state; null when it has no events
     * @return the events; may be empty
     * @throws Throwable what the method threw
     */
    List<Object> execute(@Nullable Object state, Object command) throws Throwable {
        Object before = state == null ? aggregate.initial() : state;
        return aggregate.eventsOf(method.invokeExact(before, command));
    }
}
