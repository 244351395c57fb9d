/** What ordering's stored events of older revisions are today. */
@NullMarked
package org.commandery.shop.ordering.upcaster;

import org.jspecify.annotations.NullMarked;
