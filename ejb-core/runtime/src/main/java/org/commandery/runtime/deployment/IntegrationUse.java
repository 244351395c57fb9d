package org.commandery.runtime.deployment;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.enterprise.inject.spi.AnnotatedCallable;
import jakarta.enterprise.inject.spi.AnnotatedMember;
import jakarta.enterprise.inject.spi.AnnotatedParameter;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.stream.Stream;
import org.commandery.integration.IntegrationEvents;
import org.jspecify.annotations.Nullable;

/**
 * Whether a class publishes integration events or handles them.
 *
 * <p>The container says only of beans what they inject before the applications start; of a message-driven bean it says so when that is made. So the
 * class itself is looked at.
 */
final class IntegrationUse {

    private IntegrationUse() {}

    static boolean in(AnnotatedType<?> type) {
        return injects(type) || handles(type.getAnnotation(MessageDriven.class));
    }

    private static boolean injects(AnnotatedType<?> type) {
        return type.getFields().stream().anyMatch(field -> isInjected(field) && isPublisher(field.getBaseType()))
                || Stream.<AnnotatedCallable<?>>concat(type.getConstructors().stream(), type.getMethods().stream())
                        .filter(IntegrationUse::isInjected)
                        .flatMap(callable -> callable.getParameters().stream())
                        .map(AnnotatedParameter::getBaseType)
                        .anyMatch(IntegrationUse::isPublisher);
    }

    private static boolean isInjected(AnnotatedMember<?> member) {
        return member.isAnnotationPresent(Inject.class);
    }

    private static boolean isPublisher(Object type) {
        return type == IntegrationEvents.class;
    }

    private static boolean handles(@Nullable MessageDriven bean) {
        return bean != null
                && Arrays.stream(bean.activationConfig())
                        .filter(property -> property.propertyName().equals("application"))
                        .map(ActivationConfigProperty::propertyValue)
                        .anyMatch(IntegrationEvents.APPLICATION::equals);
    }
}
