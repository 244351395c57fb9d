/** A bounded context that keeps one read model in several ways: what is deployed to measure handlers of events. */
@NullMarked
package org.commandery.benchmarks.projection;

import org.jspecify.annotations.NullMarked;
