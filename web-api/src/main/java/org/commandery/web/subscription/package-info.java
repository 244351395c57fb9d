/** The subscriptions of handlers over HTTP: how they stand, what operators do to them, and what they have put aside. */
@NullMarked
package org.commandery.web.subscription;

import org.jspecify.annotations.NullMarked;
