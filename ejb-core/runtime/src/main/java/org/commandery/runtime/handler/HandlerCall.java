package org.commandery.runtime.handler;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import org.commandery.event.EventMetadata;

/** A call of a handler's method with an event, still to be made. */
public final class HandlerCall {

    private final Method method;
    private final MethodHandle handle;
    private final Object event;
    private final EventMetadata metadata;

    HandlerCall(HandlerModel.HandleMethod method, Object event, EventMetadata metadata) {
        this.method = method.method();
        this.handle = method.call();
        this.event = event;
        this.metadata = metadata;
    }

    /** The method that is called. */
    public Method method() {
        return method;
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
}
