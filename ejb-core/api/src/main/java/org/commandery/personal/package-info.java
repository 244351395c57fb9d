/** Personal data in events: what is encrypted for whom, and how a person is forgotten. */
@NullMarked
package org.commandery.personal;

import org.jspecify.annotations.NullMarked;
