/** What goes wrong, as RFC 9457 describes it. */
@NullMarked
package org.commandery.web.problem;

import org.jspecify.annotations.NullMarked;
