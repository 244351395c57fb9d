/** What the server measures and traces with: Micrometer and OpenTelemetry, each only if the server has it. */
@NullMarked
package org.commandery.runtime.telemetry;

import org.jspecify.annotations.NullMarked;
