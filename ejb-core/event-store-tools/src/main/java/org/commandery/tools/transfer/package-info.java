/** Whole event stores into files and back: export as JSON lines, and import in bulk. */
@NullMarked
package org.commandery.tools.transfer;

import org.jspecify.annotations.NullMarked;
