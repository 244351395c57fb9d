/** Tests of bounded contexts: given some events, when a command comes, then these events follow. */
@NullMarked
package org.commandery.testkit;

import org.jspecify.annotations.NullMarked;
