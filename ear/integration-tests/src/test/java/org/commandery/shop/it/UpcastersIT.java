package org.commandery.shop.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.commandery.eventstore.EventData;
import org.commandery.eventstore.ExpectedVersion;
import org.commandery.shop.it.DeliveryStore.Handled;
import org.commandery.shop.it.evolution.ItemSold;
import org.commandery.shop.it.evolution.LoudCodec;
import org.commandery.shop.it.evolution.SaleOfSeveral;
import org.commandery.shop.it.evolution.Sales;
import org.commandery.shop.it.evolution.SplitSale;
import org.commandery.shop.it.evolution.wrong.SecondCodec;
import org.commandery.shop.it.evolution.wrong.SplitSaleAgain;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.as.controller.client.ModelControllerClient;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Upcasters and codecs as beans of a deployment, on a real server: a handler of today gets the events of yesterday. */
@ArquillianTest
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class UpcastersIT {

    private static final String SUBSCRIPTION = "delivery.sales";

    @ArquillianResource
    private Deployer deployer;

    private ModelControllerClient server;
    private DeliveryStore store;

    @Deployment(name = "evolved", managed = false, testable = false)
    static EnterpriseArchive evolved() {
        return archive("evolved.ear");
    }

    @Deployment(name = "loud", managed = false, testable = false)
    static EnterpriseArchive loud() {
        return archive("loud.ear", LoudCodec.class);
    }

    @Deployment(name = "two-upcasters", managed = false, testable = false)
    static EnterpriseArchive twoUpcasters() {
        return archive("two-upcasters.ear", SplitSaleAgain.class);
    }

    @Deployment(name = "gap", managed = false, testable = false)
    static EnterpriseArchive gap() {
        return DeliveryArchives.application("gap.ear", SaleOfSeveral.class, Sales.class, ItemSold.class);
    }

    @Deployment(name = "two-codecs", managed = false, testable = false)
    static EnterpriseArchive twoCodecs() {
        return archive("two-codecs.ear", LoudCodec.class, SecondCodec.class);
    }

    private static EnterpriseArchive archive(String name, Class<?>... more) {
        return DeliveryArchives.application(
                name, concat(List.of(ItemSold.class, SaleOfSeveral.class, SplitSale.class, Sales.class), more));
    }

    private static Class<?>[] concat(List<Class<?>> classes, Class<?>[] more) {
        return Stream.concat(classes.stream(), Arrays.stream(more)).toArray(Class<?>[]::new);
    }

    @BeforeEach
    void open() throws Exception {
        server = ModelControllerClient.Factory.create("127.0.0.1", Integer.getInteger("test.management.port"));
        DeliveryStore.addDataSource(server);
        store = new DeliveryStore();
    }

    @AfterEach
    void close() throws Exception {
        store.close();
        server.close();
    }

    @Test
    void aHandlerOfTodayGetsTheEventsOfYesterdayInTheFormOfToday() throws Exception {
        long before = store.events().head();
        append(EventData.of("sale", "{\"product\":\"tea\"}"));
        append(EventData.of("sale", "{\"products\":[\"tea\",\"cup\",\"tea\"]}").withRevision(2));
        append(EventData.of("sale", "{\"products\":[]}").withRevision(2));
        append(EventData.of("item-sold", "{\"product\":\"cup\"}"));
        deployer.deploy("evolved");
        try {
            awaitCheckpoint(before + 4);
            // One that becomes nothing is done with as well, also when it is the last.
            long last = append(EventData.of("sale", "{\"products\":[]}").withRevision(2));
            awaitCheckpoint(last);
        } finally {
            deployer.undeploy("evolved");
        }

        assertThat(store.handled(SUBSCRIPTION + "/tea", before))
                .containsExactly(new Handled(before + 1, 1), new Handled(before + 2, 1), new Handled(before + 2, 3));
        assertThat(store.handled(SUBSCRIPTION + "/cup", before))
                .containsExactly(new Handled(before + 2, 2), new Handled(before + 4, 1));
    }

    @Test
    void aCodecOfTheDeploymentReplacesJsonB() throws Exception {
        long before = store.events().head();
        long last = append(EventData.of("item-sold", "{\"product\":\"tea\"}"));
        deployer.deploy("loud");
        try {
            awaitCheckpoint(last);
        } finally {
            deployer.undeploy("loud");
        }

        assertThat(store.handled(SUBSCRIPTION + "/TEA", before)).containsExactly(new Handled(last, 1));
    }

    @Test
    void twoUpcastersForOneFormFailTheDeploymentAndAreNamed() {
        assertThatThrownBy(() -> deployer.deploy("two-upcasters"))
                .hasStackTraceContaining(SplitSale.class.getName())
                .hasStackTraceContaining(SplitSaleAgain.class.getName())
                .hasStackTraceContaining("both upcast 'sale' revision 2");
    }

    @Test
    void anUpcasterThatLeadsNowhereFailsTheDeploymentAndIsNamed() {
        assertThatThrownBy(() -> deployer.deploy("gap"))
                .hasStackTraceContaining(SaleOfSeveral.class.getName())
                .hasStackTraceContaining("'sale' revision 2, which no event class is");
    }

    @Test
    void twoCodecsFailTheDeploymentAndAreNamed() {
        assertThatThrownBy(() -> deployer.deploy("two-codecs"))
                .hasStackTraceContaining(LoudCodec.class.getName() + " and " + SecondCodec.class.getName());
    }

    private long append(EventData event) {
        return store.events()
                .append("till-1", ExpectedVersion.ANY, List.of(event))
                .position();
    }

    private void awaitCheckpoint(long position) {
        await().atMost(60, TimeUnit.SECONDS).until(() -> store.checkpoint(SUBSCRIPTION) >= position);
    }
}
