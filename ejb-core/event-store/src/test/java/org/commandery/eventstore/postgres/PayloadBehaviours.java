package org.commandery.eventstore.postgres;

import org.commandery.eventstore.conformance.AppendBehaviours;
import org.commandery.eventstore.conformance.ConcurrencyBehaviours;
import org.commandery.eventstore.conformance.LinkBehaviours;
import org.commandery.eventstore.conformance.MultiStreamBehaviours;
import org.commandery.eventstore.conformance.QueryBehaviours;
import org.commandery.eventstore.conformance.ReadBehaviours;
import org.commandery.eventstore.conformance.TransactionBehaviours;
import org.commandery.eventstore.conformance.TransientSubscriptionBehaviours;

/** What comes to the column of the data, or from it: each way to write events, and each way to read them. */
interface PayloadBehaviours
        extends AppendBehaviours,
                ConcurrencyBehaviours,
                MultiStreamBehaviours,
                LinkBehaviours,
                TransactionBehaviours,
                ReadBehaviours,
                QueryBehaviours,
                TransientSubscriptionBehaviours {}
