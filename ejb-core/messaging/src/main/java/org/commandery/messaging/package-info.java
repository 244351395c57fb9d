/**
 * Integration events over Jakarta Messaging: each server has an integration store of its own, and a topic carries what the contexts of one server tell
 * to the others. At rest unless configuration names a topic.
 */
@NullMarked
package org.commandery.messaging;

import org.jspecify.annotations.NullMarked;
