package org.commandery.benchmarks.http;

import java.time.Duration;
import java.util.Locale;
import org.commandery.benchmarks.measuring.Comparison;
import org.commandery.benchmarks.measuring.Figure;
import org.commandery.benchmarks.measuring.Result;
import org.commandery.benchmarks.measuring.Settings;
import org.commandery.benchmarks.measuring.Side;
import org.commandery.benchmarks.measuring.Site;
import org.commandery.benchmarks.measuring.TimedSide;

/** Commands a second by HTTP, each to a new aggregate, against a plain application on the same server that inserts the same order as a row. */
public final class HttpCommands implements Figure {

    private static final String ID = "http-command";
    private static final double TARGET = 1;
    private static final int TURNS = 4;
    private static final int CONNECTIONS = 32;
    private static final String REFERENCE = "plain JAX-RS and JPA insert on the same server, %d connections";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Result measure(Site site, Settings settings) throws Exception {
        PlainApplication.createTable(site);
        try (ShopServer server = ShopServer.start(site)) {
            TimedSide commands = new TimedSide(CONNECTIONS, new PostedOrders(server.commands()));
            TimedSide inserts = new TimedSide(CONNECTIONS, new PostedOrders(server.plain()));
            Duration warmUp = settings.longWarmUp();
            Comparison comparison = new Comparison(
                    ID,
                    TARGET,
                    TURNS,
                    (anySite, anySettings) -> new Handled(commands, server).warmed(warmUp),
                    (anySite, anySettings) -> inserts.warmed(warmUp),
                    REFERENCE.formatted(CONNECTIONS));
            return comparison
                    .measure(site, settings)
                    .noting(String.format(
                            Locale.ROOT, "p99 %.0f ms against %.0f ms", commands.p99Millis(), inserts.p99Millis()));
        }
    }

    /**
     * Commands, with the server left to itself afterwards until its handlers have seen all events: what they have yet to do must not slow down the
     * side that is measured next.
     */
    private record Handled(Side commands, ShopServer server) implements Side {

        @Override
        public double measure(Duration duration) throws Exception {
            double rate = commands.measure(duration);
            server.awaitHandled();
            return rate;
        }

        @Override
        public void close() {
            commands.close();
        }
    }
}
