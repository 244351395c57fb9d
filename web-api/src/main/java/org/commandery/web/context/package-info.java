/** The bounded contexts of the deployment. */
@NullMarked
package org.commandery.web.context;

import org.jspecify.annotations.NullMarked;
