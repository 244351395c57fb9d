package org.commandery.shop.it.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.commandery.shop.it.ShopClient;
import org.commandery.shop.it.ShopClient.Answer;

/** Clients that place orders of some tenants, each the next one when the last is answered. */
final class Load {

    private final ShopClient shop;
    private final ExecutorService clients;
    private final List<Future<?>> running = new ArrayList<>();
    private final Map<String, Set<String>> acknowledged = new ConcurrentHashMap<>();
    private final Map<String, Queue<Answer>> refused = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    private Load(ShopClient shop, int size) {
        this.shop = shop;
        this.clients = Executors.newFixedThreadPool(size);
    }

    /** @param each how many clients each tenant has */
    static Load start(ShopClient shop, int each, String... tenants) {
        Load load = new Load(shop, each * tenants.length);
        for (String tenant : tenants) {
            load.acknowledged.put(tenant, ConcurrentHashMap.newKeySet());
            load.refused.put(tenant, new ConcurrentLinkedQueue<>());
            for (int client = 0; client < each; client++) {
                load.running.add(load.clients.submit(() -> load.placeOrders(tenant)));
            }
        }
        return load;
    }

    private void placeOrders(String tenant) {
        while (!stopped) {
            String orderId = ShopClient.newOrderId();
            Answer answer = shop.send("PlaceOrder", ShopClient.order(orderId), "X-Tenant", tenant);
            if (answer.status() == 200) {
                acknowledged.get(tenant).add(orderId);
            } else {
                refused.get(tenant).add(answer);
            }
        }
    }

    /** The orders of a tenant of which the shop has said that they are stored. */
    Set<String> acknowledged(String tenant) {
        return acknowledged.get(tenant);
    }

    /** What a tenant's other clients were told. */
    Queue<Answer> refused(String tenant) {
        return refused.get(tenant);
    }

    /** Returns when the last answer has come. */
    void stop() throws Exception {
        stopped = true;
        for (Future<?> client : running) {
            client.get();
        }
        clients.shutdown();
    }

    /** Checks in the database that all orders of a tenant that were acknowledged are stored. */
    void assertStored(String tenant, TenantServer server) {
        Set<String> streams = server.texts("SELECT stream FROM \"%s\".streams".formatted(tenant));
        assertThat(acknowledged(tenant))
                .isNotEmpty()
                .allSatisfy(orderId -> assertThat(streams).contains("order-" + orderId));
    }
}
