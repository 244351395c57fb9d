package org.commandery.shop.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.commandery.shop.it.ShopClient.confirmation;
import static org.commandery.shop.it.ShopClient.newOrderId;
import static org.commandery.shop.it.ShopClient.order;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.List;
import org.commandery.database.EmbeddedDatabase;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.EventStore;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.eventstore.postgres.PostgresEventStore;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orders that were placed before an order had a currency: the aggregate and the read model know them as if they had always had one. */
@ArquillianTest
class OldOrdersHttpIT {

    private static final String FIRST_REVISION = """
            {"lines":[{"price":3.50,"product":"tea","quantity":2}],"orderId":"%s","total":7.00}""";

    @ArquillianResource
    private URI server;

    private ShopClient shop;
    private EventStore store;

    @Deployment(testable = false)
    static EnterpriseArchive shop() {
        return Archives.ordering();
    }

    @BeforeEach
    void connect() {
        shop = new ShopClient(server);
        var dataSource = EmbeddedDatabase.shared().dataSource(TestEnvironment.DATABASE);
        dataSource.setCurrentSchema("ordering");
        store = PostgresEventStore.builder(dataSource).build();
    }

    @AfterEach
    void disconnect() {
        store.close();
    }

    @Test
    void anOrderOfTheFirstRevisionIsConfirmedAndShownInEurosAndItsEventStaysAsItWas() {
        String id = newOrderId();
        append(id, FIRST_REVISION.formatted(id));

        shop.sent("ConfirmOrder", confirmation(id), "Prefer", "wait=30");

        JsonObject shown = shop.json("api/ordering/orders/" + id);
        assertThat(shown.getString("status")).isEqualTo("CONFIRMED");
        assertThat(shown.getString("currency")).isEqualTo("EUR");
        JsonArray events = shop.events("order-" + id);
        assertThat(events.getJsonObject(0).getInt("revision")).isEqualTo(1);
        assertThat(events.getJsonObject(0).getJsonObject("data")).doesNotContainKey("currency");
        assertThat(events.getJsonObject(1).getInt("revision")).isEqualTo(1);
    }

    @Test
    void anOrderOfTodayIsStoredInTheSecondRevision() {
        String id = newOrderId();

        shop.sent("PlaceOrder", order(id), "Prefer", "wait=30");

        JsonObject event = shop.events("order-" + id).getJsonObject(0);
        assertThat(event.getInt("revision")).isEqualTo(2);
        assertThat(event.getJsonObject("data").getString("currency")).isEqualTo("EUR");
        assertThat(shop.json("api/ordering/orders/" + id).getString("currency")).isEqualTo("EUR");
    }

    private void append(String orderId, String json) {
        store.append("order-" + orderId, ExpectedVersion.NO_STREAM, List.of(EventData.of("order-placed", json)));
    }
}
