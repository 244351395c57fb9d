/** The command line for event stores. */
@NullMarked
package org.commandery.tools.cli;

import org.jspecify.annotations.NullMarked;
