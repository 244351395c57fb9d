/** What an aggregate may say beside its own methods: decisions in steps, and that snapshots of it are kept. */
@NullMarked
package org.commandery.aggregate;

import org.jspecify.annotations.NullMarked;
