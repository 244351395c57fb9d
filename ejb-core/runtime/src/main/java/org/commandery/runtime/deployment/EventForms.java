package org.commandery.runtime.deployment;

import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.commandery.DefinitionException;
import org.commandery.application.BoundedContext;
import org.commandery.runtime.serialization.EventTypes;
import org.commandery.runtime.serialization.JsonCodec;
import org.commandery.runtime.serialization.Serialization;
import org.commandery.runtime.serialization.Upcasters;
import org.commandery.serialization.Codec;
import org.commandery.serialization.Upcaster;
import org.jspecify.annotations.Nullable;

/** What a deployment says of the JSON of its events: its upcasters, the events that its handlers take, and its codec. */
final class EventForms implements AutoCloseable {

    private final List<Class<? extends Upcaster>> upcasters = new ArrayList<>();
    private final Set<Class<?>> handled = new HashSet<>();
    private final Map<String, List<Upcaster>> byContext = new TreeMap<>();
    private @Nullable JsonCodec standard;
    private @Nullable Codec codec;

    /** Takes an upcaster's class. */
    void addUpcaster(Class<? extends Upcaster> type) {
        if (!Modifier.isAbstract(type.getModifiers())) {
            upcasters.add(type);
        }
    }

    /** Takes the events of an event handler's class. What is wrong with the class, the connector says. */
    void addHandler(Class<?> type) {
        Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals("handle") && method.getParameterCount() > 0)
                .map(EventForms::firstParameter)
                .filter(EventTypes::isEvent)
                .forEach(handled::add);
    }

    private static Class<?> firstParameter(Method method) {
        return method.getParameterTypes()[0];
    }

    /**
     * Makes the beans.
     *
     * @param contexts the contexts of the deployment
     * @throws DefinitionException when an upcaster belongs to none of them, or there are two codecs
     */
    void resolve(BeanManager beans, Set<String> contexts) {
        for (Class<? extends Upcaster> type : upcasters) {
            String context = contextOf(type, contexts);
            byContext
                    .computeIfAbsent(context, name -> new ArrayList<>())
                    .add(instance(beans, type, new ContextLiteral(context)));
        }
        codec = replacement(beans, Codec.class, "codec");
        if (codec == null) {
            standard = new JsonCodec();
            codec = standard;
        }
    }

    private static String contextOf(Class<?> upcaster, Set<String> contexts) {
        BoundedContext context = upcaster.getAnnotation(BoundedContext.class);
        if (context == null) {
            throw new DefinitionException(
                    "upcaster %s does not say whose events it takes: annotate it with @BoundedContext(\"…\")"
                            .formatted(upcaster.getName()));
        }
        if (!contexts.contains(context.value())) {
            throw new DefinitionException(
                    "upcaster %s belongs to bounded context '%s', which is not deployed; there are %s"
                            .formatted(upcaster.getName(), context.value(), contexts));
        }
        return context.value();
    }

    /**
     * The bean that takes the place of something that is shipped.
     *
     * @param what what it is, for messages
     * @return null when there is none
     * @throws DefinitionException when there are several
     */
    static <T> @Nullable T replacement(BeanManager beans, Class<T> type, String what) {
        Set<Bean<?>> found = beans.getBeans(type, Any.Literal.INSTANCE);
        if (found.size() > 1) {
            throw new DefinitionException("a deployment has one %s at most, but there are %s: remove all but one"
                    .formatted(
                            what,
                            found.stream()
                                    .map(bean -> bean.getBeanClass().getName())
                                    .sorted()
                                    .collect(Collectors.joining(" and "))));
        }
        return found.isEmpty() ? null : instance(beans, type, Any.Literal.INSTANCE);
    }

    /** A bean of the deployment; that of the class itself, where there is one of a subclass as well. */
    static <T> T instance(BeanManager beans, Class<T> type, Annotation qualifier) {
        Set<Bean<?>> found = beans.getBeans(type, qualifier);
        Set<Bean<?>> exact =
                found.stream().filter(bean -> bean.getBeanClass() == type).collect(Collectors.toSet());
        Bean<?> bean = beans.resolve(exact.isEmpty() ? found : exact);
        CreationalContext<?> creation = beans.createCreationalContext(bean);
        return type.cast(beans.getReference(bean, type, creation));
    }

    /**
     * How the events of an application become objects.
     *
     * @param contexts the application's contexts
     * @throws DefinitionException when their upcasters contradict each other
     */
    Serialization of(Set<String> contexts) {
        List<Upcaster> theirs = contexts.stream()
                .flatMap(context -> byContext.getOrDefault(context, List.of()).stream())
                .toList();
        return new Serialization(Objects.requireNonNull(codec, "resolve comes first"), new Upcasters(theirs, handled));
    }

    @Override
    public void close() {
        if (standard != null) {
            standard.close();
        }
    }
}
