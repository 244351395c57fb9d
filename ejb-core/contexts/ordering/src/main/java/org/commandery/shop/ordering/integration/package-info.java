/** What ordering hears from the other contexts, and what it tells them. */
@NullMarked
package org.commandery.shop.ordering.integration;

import org.jspecify.annotations.NullMarked;
