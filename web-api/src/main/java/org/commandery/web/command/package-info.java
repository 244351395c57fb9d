/** Commands over HTTP: the body, the headers that go with it, the answer. */
@NullMarked
package org.commandery.web.command;

import org.jspecify.annotations.NullMarked;
