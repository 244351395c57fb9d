/** Tests of the shop on a real server with a real database: by HTTP from outside, and inside the container. */
@NullMarked
package org.commandery.shop.it;

import org.jspecify.annotations.NullMarked;
