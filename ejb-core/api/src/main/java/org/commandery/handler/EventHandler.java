package org.commandery.handler;

/**
 * What a message-driven bean implements to receive events. It has no methods of its own: the bean's public methods named {@code handle} say by
 * their first parameter which event they take, and may have an {@link org.commandery.event.EventMetadata} as their second. Events
 * that no method takes are passed over.
 *
 * <p>The handler's work and the subscription's checkpoint are committed in one JTA transaction: what it writes to the datasource of the
 * application's event store is there exactly once. A method that throws anything, checked or not, has its work rolled back and gets the event
 * again.
 *
 * @see <a href="https://jakarta.ee/specifications/enterprise-beans/4.0/jakarta-enterprise-beans-spec-core-4.0#message-listener-interface">Jakarta Enterprise
 *     Beans 4.0, message listener interface</a>
 */
public interface EventHandler {}
