/** What is measured from outside, over HTTP: a WildFly with a context of the shop in it. */
@NullMarked
package org.commandery.benchmarks.http;

import org.jspecify.annotations.NullMarked;
