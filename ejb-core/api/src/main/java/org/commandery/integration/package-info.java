/** Integration events: what a bounded context tells the others, in a form that needs none of its classes. */
@NullMarked
package org.commandery.integration;

import org.jspecify.annotations.NullMarked;
