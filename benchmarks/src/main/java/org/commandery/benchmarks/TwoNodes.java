package org.commandery.benchmarks;

import java.io.IOException;
import java.time.Duration;
import org.commandery.benchmarks.measuring.Crew;
import org.commandery.benchmarks.measuring.Side;
import org.commandery.benchmarks.measuring.Site;

/** Two JVMs append to one store at the same time, each with half of the writers. */
final class TwoNodes implements Side {

    private final Crew here;
    private final Peer there;

    TwoNodes(Site site, int writersEach) throws Exception {
        this.here = new Crew(StoreAppends.of(Stores.open(site.unpooled(), Stores.SCHEMA), 1), writersEach);
        this.there = new Peer(site, writersEach);
    }

    @Override
    public double measure(Duration duration) throws IOException {
        there.startAppending(duration);
        double rateHere = here.work(duration);
        return rateHere + there.rate();
    }

    @Override
    public void close() {
        there.close();
        here.close();
    }
}
