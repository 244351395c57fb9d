/** Stock over HTTP. */
@NullMarked
package org.commandery.shop.inventory.rest;

import org.jspecify.annotations.NullMarked;
