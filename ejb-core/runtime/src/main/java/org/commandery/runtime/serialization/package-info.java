/** Events and commands as JSON, under stable names; old events in the form of today. */
@NullMarked
package org.commandery.runtime.serialization;

import org.jspecify.annotations.NullMarked;
