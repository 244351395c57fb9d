/** How events and commands become JSON and objects again, and how events that were stored long ago become those of today. */
@NullMarked
package org.commandery.serialization;

import org.jspecify.annotations.NullMarked;
