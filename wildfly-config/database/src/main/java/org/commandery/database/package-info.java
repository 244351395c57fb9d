/** A real PostgreSQL for development and tests: its programs come out of Maven Central, nothing needs to be installed. */
@NullMarked
package org.commandery.database;

import org.jspecify.annotations.NullMarked;
