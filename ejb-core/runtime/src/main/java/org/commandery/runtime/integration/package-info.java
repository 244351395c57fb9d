/** The publishing of integration events. */
@NullMarked
package org.commandery.runtime.integration;

import org.jspecify.annotations.NullMarked;
