/** Schemas of commands and events, made from their classes. */
@NullMarked
package org.commandery.web.schema;

import org.jspecify.annotations.NullMarked;
