/** Who sends a request, for what dispatches its command. */
@NullMarked
package org.commandery.web.caller;

import org.jspecify.annotations.NullMarked;
