/** The start of all applications of a deployment: contexts found by CDI, bound by configuration to applications and stores. */
@NullMarked
package org.commandery.runtime.deployment;

import org.jspecify.annotations.NullMarked;
