/** Whether a node is ready for requests: for MicroProfile Health, if the server has it. */
@NullMarked
package org.commandery.runtime.health;

import org.jspecify.annotations.NullMarked;
