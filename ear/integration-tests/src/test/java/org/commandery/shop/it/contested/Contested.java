package org.commandery.shop.it.contested;

import java.util.List;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.runtime.Commandery;

/**
 * Whenever it decides on a claim, another writer has just been at its stream.
 *
 * @param claims how many claims there were
 */
public record Contested(int claims) {

    static final String PREFIX = "contested-";

    static Opened execute(Open command) {
        return new Opened();
    }

    Claimed execute(Claim command) {
        Commandery.instance()
                .application("contested")
                .orElseThrow()
                .eventStore()
                .append(PREFIX + command.id(), ExpectedVersion.ANY, List.of(EventData.of("claimed", "{}")));
        return new Claimed();
    }

    static Contested apply(Opened event) {
        return new Contested(0);
    }

    Contested apply(Claimed event) {
        return new Contested(claims + 1);
    }
}
