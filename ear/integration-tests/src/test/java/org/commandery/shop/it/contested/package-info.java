/** A context whose aggregate loses each race, against itself. It shares the application of ordering. */
@NullMarked
package org.commandery.shop.it.contested;

import org.jspecify.annotations.NullMarked;
