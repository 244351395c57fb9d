/** What inventory hears from the other contexts, and what it tells them. */
@NullMarked
package org.commandery.shop.inventory.integration;

import org.jspecify.annotations.NullMarked;
