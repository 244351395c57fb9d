/** Subscriptions: recorded events brought to handlers in order, each exactly once, with a checkpoint. */
@NullMarked
package org.commandery.runtime.subscription;

import org.jspecify.annotations.NullMarked;
