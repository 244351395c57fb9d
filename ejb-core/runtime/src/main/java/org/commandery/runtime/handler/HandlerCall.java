package org.commandery.runtime.handler;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import org.commandery.event.EventMetadata;
import org.commandery.runtime.handler.HandlerModel.HandleMethod;
import org.jspecify.annotations.Nullable;

/** A call of a handler's method with an event, still to be made. */
public final class HandlerCall {

    private final Method method;
    private final MethodHandle handle;
    private final @Nullable MethodHandle afterCommit;
    private final Object event;
    private final EventMetadata metadata;

    HandlerCall(HandleMethod method, @Nullable HandleMethod afterCommit, Object event, EventMetadata metadata) {
        this.method = method.method();
        this.handle = method.call();
        this.afterCommit = afterCommit == null ? null : afterCommit.call();
        this.event = event;
        this.metadata = metadata;
    }

    /** The method that is called. */
    public Method method() {
        return method;
    }

    Object event() {
        return event;
    }

    EventMetadata metadata() {
        return metadata;
    }

    /**
     * Makes the call.
     *
     * @param bean the handler, or a proxy for it: an instance of the class that the model was read from
     * @throws Throwable what the method threw, as it was thrown
     */
    public void on(Object bean) throws Throwable {
        handle.invokeExact(bean, event, metadata);
    }

    /** Whether the handler wants to be called again when its work is committed. */
    public boolean hasAfterCommit() {
        return afterCommit != null;
    }

    /**
     * Tells the handler that its work is committed.
     *
     * @param bean the handler, or a proxy for it
     * @throws Throwable what the method threw, as it was thrown
     */
    public void afterCommit(Object bean) throws Throwable {
        if (afterCommit != null) {
            afterCommit.invokeExact(bean, event, metadata);
        }
    }
}
