/** Tenants: instances of an application, each over a datasource of its own. */
@NullMarked
package org.commandery.tenant;

import org.jspecify.annotations.NullMarked;
