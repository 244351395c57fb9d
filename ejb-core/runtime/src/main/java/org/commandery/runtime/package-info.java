/** The run time of Commandery: all applications of a deployment. */
@NullMarked
package org.commandery.runtime;

import org.jspecify.annotations.NullMarked;
