/** Starts what the archives run on: a server with its own directory and ports, and the main job, which is database, server and shop. */
@NullMarked
package org.commandery.launcher;

import org.jspecify.annotations.NullMarked;
