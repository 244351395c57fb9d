/**
 * Scenarios that chance makes up: many callers do random things to a store, while faults strike the database, and a simple model says
 * afterwards, and as far as it can meanwhile, whether what each of them saw was right.
 *
 * <p>Begin with {@link org.commandery.eventstore.generated.Run}, which says what happens in a scenario. What callers do is an
 * {@link org.commandery.eventstore.generated.Operation}, what strikes them a {@link org.commandery.eventstore.generated.Fault}, what must
 * hold at the end a {@link org.commandery.eventstore.generated.Rule}; each is a small class, and
 * {@link org.commandery.eventstore.generated.Scenarios} says how often chance takes which.
 *
 * <p>The model is the {@link org.commandery.eventstore.generated.Log}: the store gives all events one order, so whatever a caller was told
 * must be right at some place in that order between what was known to be stored when the caller asked, and what was stored when it got its
 * answer.
 */
@NullMarked
package org.commandery.eventstore.generated;

import org.jspecify.annotations.NullMarked;
