/** Events and commands as JSON, under stable names. */
@NullMarked
package org.commandery.runtime.serialization;

import org.jspecify.annotations.NullMarked;
