/** What every other package may use: the error that all errors of Commandery are. */
@NullMarked
package org.commandery;

import org.jspecify.annotations.NullMarked;
