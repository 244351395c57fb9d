/** How the subscriptions stand, over HTTP. */
@NullMarked
package org.commandery.web.subscription;

import org.jspecify.annotations.NullMarked;
