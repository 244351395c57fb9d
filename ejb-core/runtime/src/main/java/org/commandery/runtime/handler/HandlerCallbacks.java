package org.commandery.runtime.handler;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.commandery.handler.ErrorDecision;
import org.commandery.handler.FailureContext;
import org.jspecify.annotations.Nullable;

/**
 * What else a handler's class may have: {@code ErrorDecision onError(Throwable, FailureContext)} decides about events that it fails with, {@code void
 * beforeReset()} is called in the transaction that moves its subscription back.
 */
final class HandlerCallbacks {

    private static final String ON_ERROR = "onError";
    private static final String BEFORE_RESET = "beforeReset";

    private static final MethodType DECIDE =
            MethodType.methodType(ErrorDecision.class, Object.class, Throwable.class, FailureContext.class);
    private static final MethodType PREPARE = MethodType.methodType(void.class, Object.class);

    private final @Nullable MethodHandle onError;
    private final @Nullable Method beforeReset;
    private final @Nullable MethodHandle beforeResetCall;

    private HandlerCallbacks(
            @Nullable MethodHandle onError, @Nullable Method beforeReset, @Nullable MethodHandle beforeResetCall) {
        this.onError = onError;
        this.beforeReset = beforeReset;
        this.beforeResetCall = beforeResetCall;
    }

    /** @throws org.commandery.DefinitionException when a method of one of these names is of another form, or there are two */
    static HandlerCallbacks of(Class<?> handlerClass) {
        Method onError = find(
                handlerClass,
                ON_ERROR,
                ErrorDecision.class,
                List.of(Throwable.class, FailureContext.class),
                "public ErrorDecision onError(Throwable error, FailureContext failure)");
        Method beforeReset = find(handlerClass, BEFORE_RESET, void.class, List.of(), "public void beforeReset()");
        return new HandlerCallbacks(
                onError == null ? null : bind(handlerClass, onError, DECIDE),
                beforeReset,
                beforeReset == null ? null : bind(handlerClass, beforeReset, PREPARE));
    }

    private static @Nullable Method find(
            Class<?> handlerClass, String name, Class<?> result, List<Class<?>> parameters, String form) {
        List<Method> named = Stream.of(handlerClass.getMethods())
                .filter(method -> method.getName().equals(name) && !method.isBridge())
                .toList();
        boolean fits = named.stream()
                .allMatch(method -> method.getReturnType() == result
                        && List.of(method.getParameterTypes()).equals(parameters));
        if (named.size() > 1 || !fits) {
            throw HandlerModel.wrong(
                    handlerClass,
                    "has a method %s; make it '%s', or call it something else"
                            .formatted(HandlerModel.signature(named.get(0)), form));
        }
        return named.isEmpty() ? null : named.get(0);
    }

    private static MethodHandle bind(Class<?> handlerClass, Method method, MethodType type) {
        try {
            return MethodHandles.publicLookup().unreflect(method).asType(type);
        } catch (IllegalAccessException e) {
            throw HandlerModel.wrong(
                    handlerClass,
                    "has a method %s that cannot be called: %s; make its class public"
                            .formatted(HandlerModel.signature(method), e.getMessage()));
        }
    }

    boolean decides() {
        return onError != null;
    }

    ErrorDecision onError(Object bean, Throwable error, FailureContext failure) throws Throwable {
        if (onError == null) {
            throw new IllegalStateException("the handler has no method " + ON_ERROR);
        }
        return (ErrorDecision) onError.invokeExact(bean, error, failure);
    }

    @Nullable
    Method beforeReset() {
        return beforeReset;
    }

    void beforeReset(Object bean) throws Throwable {
        if (beforeResetCall != null) {
            beforeResetCall.invokeExact(bean);
        }
    }
}
