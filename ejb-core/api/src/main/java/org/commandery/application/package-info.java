/** Applications: where a command is dispatched, with which options, and what comes back. */
@NullMarked
package org.commandery.application;

import org.jspecify.annotations.NullMarked;
