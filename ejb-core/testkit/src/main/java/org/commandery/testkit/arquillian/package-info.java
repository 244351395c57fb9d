/** The testkit inside a server, where Arquillian runs the tests. */
@NullMarked
package org.commandery.testkit.arquillian;

import org.jspecify.annotations.NullMarked;
