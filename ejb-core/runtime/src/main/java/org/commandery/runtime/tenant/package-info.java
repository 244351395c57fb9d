/** The tenants of a deployment: who the calling thread works for, and which datasources of the server are tenants. */
@NullMarked
package org.commandery.runtime.tenant;

import org.jspecify.annotations.NullMarked;
