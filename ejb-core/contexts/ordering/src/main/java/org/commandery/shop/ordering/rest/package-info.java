/** Orders over HTTP. */
@NullMarked
package org.commandery.shop.ordering.rest;

import org.jspecify.annotations.NullMarked;
