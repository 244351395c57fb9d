/** Tests of architecture 6: tenants that come and go on a running server. */
@NullMarked
package org.commandery.shop.it.tenant;

import org.jspecify.annotations.NullMarked;
