/** What tests add to the monolith: event handlers that note what they are given, and a servlet that calls from inside. */
@NullMarked
package org.commandery.shop.it.architecture.beans;

import org.jspecify.annotations.NullMarked;
