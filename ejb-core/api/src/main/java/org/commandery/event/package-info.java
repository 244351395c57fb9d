/** Events as user code sees them: their stable names and what was recorded with them. */
@NullMarked
package org.commandery.event;

import org.jspecify.annotations.NullMarked;
