/** Message-driven beans that use the options of event handlers. */
@NullMarked
package org.commandery.shop.it.options;

import org.jspecify.annotations.NullMarked;
