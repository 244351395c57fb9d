package org.commandery.eventstore.conformance;

/** All the behaviours of an event store together. */
public interface EventStoreBehaviours
        extends AppendBehaviours,
                ConcurrencyBehaviours,
                MultiStreamBehaviours,
                LinkBehaviours,
                ConditionBehaviours,
                UniqueKeyBehaviours,
                ReadBehaviours,
                QueryBehaviours,
                StreamBehaviours,
                DeleteBehaviours,
                SnapshotBehaviours,
                SubjectBehaviours,
                CommandIdBehaviours,
                TransactionBehaviours,
                CheckpointBehaviours,
                LeaseBehaviours,
                SegmentBehaviours,
                AttendanceBehaviours,
                PauseBehaviours,
                DeadLetterBehaviours,
                TransientSubscriptionBehaviours,
                SubscriptionBehaviours,
                ConcurrentSubscriberBehaviours,
                ListenerBehaviours {}
