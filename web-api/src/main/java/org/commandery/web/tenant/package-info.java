/** For which tenant a request is, and which tenants there are. */
@NullMarked
package org.commandery.web.tenant;

import org.jspecify.annotations.NullMarked;
