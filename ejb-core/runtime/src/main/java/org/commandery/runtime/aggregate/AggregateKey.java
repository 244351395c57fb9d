package org.commandery.runtime.aggregate;

/**
 * What an aggregate is known by on a node.
 *
 * @param model its methods: two aggregates may be rebuilt from one stream
 * @param stream its stream
 */
record AggregateKey(AggregateModel model, String stream) {}
