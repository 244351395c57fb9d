/** The description of all endpoints, as far as the resources do not give it themselves. */
@NullMarked
package org.commandery.web.openapi;

import org.jspecify.annotations.NullMarked;
