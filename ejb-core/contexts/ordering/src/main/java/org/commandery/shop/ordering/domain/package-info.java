/** The order: what it is told, what it decides, what has happened to it. */
@NullMarked
package org.commandery.shop.ordering.domain;

import org.jspecify.annotations.NullMarked;
