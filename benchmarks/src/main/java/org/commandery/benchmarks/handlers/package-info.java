/** What handlers of events are measured by: how fast they catch up on a server, how soon they follow, and what they cost the database. */
@NullMarked
package org.commandery.benchmarks.handlers;

import org.jspecify.annotations.NullMarked;
