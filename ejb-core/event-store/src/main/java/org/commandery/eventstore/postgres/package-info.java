/** The event store in a schema of a PostgreSQL database, and the migrations that make the schema. */
@NullMarked
package org.commandery.eventstore.postgres;

import org.jspecify.annotations.NullMarked;
