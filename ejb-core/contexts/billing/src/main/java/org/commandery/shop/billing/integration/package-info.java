/** What billing hears from the other contexts, and what it tells them. */
@NullMarked
package org.commandery.shop.billing.integration;

import org.jspecify.annotations.NullMarked;
