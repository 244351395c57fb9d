package org.commandery.shop.it.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.commandery.launcher.ServerProcess;
import org.commandery.shop.it.ShopClient;
import org.commandery.shop.it.TestEnvironment;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.FileAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who follows the guide to a new context has one that works. */
class GuideIT {

    @TempDir
    private static Path directory;

    private static ServerProcess server;
    private static ShopClient shop;

    @BeforeAll
    static void start() throws Exception {
        server = ServerProcess.start(Servers.settings("shared", directory.resolve("server"), "it-guide")
                        .with("commandery.context.shipping.application", "shop")
                        .deploying(shopWithShipping()))
                .awaitReady();
        shop = new ShopClient(server.http());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Path shopWithShipping() throws IOException {
        GuideContext guide = GuideContext.compile(directory);
        JavaArchive shipping = ShrinkWrap.create(JavaArchive.class, "shipping.jar")
                .addAsManifestResource(EmptyAsset.INSTANCE, "beans.xml")
                .addAsManifestResource(new StringAsset(guide.resourceAdapterBinding()), "jboss-ejb3.xml");
        for (String type : guide.types()) {
            String file = type.replace('.', '/') + ".class";
            shipping.add(new FileAsset(guide.classes().resolve(file).toFile()), file);
        }
        EnterpriseArchive shop = ShrinkWrap.createFromZipFile(
                EnterpriseArchive.class, TestEnvironment.application().toFile());
        Path archive = directory.resolve("shop-with-shipping.ear");
        NotebookShop.withModules(shop, "<module><ejb>shipping.jar</ejb></module>", shipping)
                .as(ZipExporter.class)
                .exportTo(archive.toFile());
        return archive;
    }

    @Test
    void aConfirmedOrderGetsItsParcel() throws Exception {
        try (var purchases = new Purchases(server.http(), server.http())) {
            purchases.receiveTea();
            purchases.place(1);
        }

        JsonObject order =
                shop.get("api/ordering/orders").json().getJsonArray("orders").getJsonObject(0);
        String parcel = "api/shipping/streams/parcel-" + order.getString("orderId");
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(shop.get(parcel).status()).isEqualTo(200));
        assertThat(shop.get(parcel).body()).contains("parcel-packed");
    }

    @Test
    void aParcelIsPackedOnceOnly() {
        String parcel = """
                {"orderId": "o-by-hand"}""";

        assertThat(shop.request("POST", "api/shipping/commands/PackParcel", parcel, "Content-Type", "application/json")
                        .status())
                .isEqualTo(200);
        shop.request("POST", "api/shipping/commands/PackParcel", parcel, "Content-Type", "application/json")
                .problem(422, "command-rejected");
    }
}
