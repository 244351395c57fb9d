package org.commandery.shop.it.architecture;

import org.commandery.launcher.ServerProcess;
import org.commandery.launcher.ServerSettings;
import org.commandery.shop.it.ShopClient;

/**
 * All of the shop on one server, with tea in stock.
 *
 * @param server where it runs
 * @param purchases its customers
 * @param client asks it whatever else there is to ask
 */
record RunningShop(ServerProcess server, Purchases purchases, ShopClient client) implements AutoCloseable {

    /** Starts the server, and returns when the shop takes commands. */
    static RunningShop start(ServerSettings settings) {
        ServerProcess server = ServerProcess.start(settings);
        Purchases purchases = new Purchases(server.http(), server.http());
        RunningShop shop = new RunningShop(server, purchases, new ShopClient(server.http()));
        try {
            server.awaitReady();
            purchases.receiveTea();
            return shop;
        } catch (RuntimeException | Error e) {
            shop.close();
            throw e;
        }
    }

    @Override
    public void close() {
        purchases.close();
        server.close();
    }
}
