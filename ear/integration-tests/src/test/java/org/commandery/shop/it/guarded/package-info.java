/** A context whose commands are not for everyone, with middleware and an audit of its own. It shares the application of ordering. */
@NullMarked
package org.commandery.shop.it.guarded;

import org.jspecify.annotations.NullMarked;
