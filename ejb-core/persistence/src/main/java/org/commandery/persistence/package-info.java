/** What a context's {@code persistence.xml} names, so that its read model is where its application's event store is. */
@NullMarked
package org.commandery.persistence;

import org.jspecify.annotations.NullMarked;
