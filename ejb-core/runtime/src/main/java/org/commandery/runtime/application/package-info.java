/** Running applications and the way of a command through them. */
@NullMarked
package org.commandery.runtime.application;

import org.jspecify.annotations.NullMarked;
