package org.commandery.shop.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.commandery.shop.it.ShopClient.newOrderId;
import static org.commandery.shop.it.ShopClient.order;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.commandery.shop.it.ShopClient.Answer;
import org.commandery.shop.it.guarded.GuardedRouter;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Roles, middleware, audit, commands that a bean executes, and dispatches from threads and transactions of all kinds, on a server. */
@ArquillianTest
class GuardedHttpIT {

    @ArquillianResource
    private URI server;

    private ShopClient shop;

    @Deployment(testable = false)
    static EnterpriseArchive shop() {
        JavaArchive guarded = ShrinkWrap.create(JavaArchive.class, "guarded.jar")
                .addPackage(GuardedRouter.class.getPackage())
                .addAsManifestResource(EmptyAsset.INSTANCE, "beans.xml")
                .addAsManifestResource(
                        new StringAsset("commandery.context.guarded.application=ordering"),
                        "microprofile-config.properties");
        return Archives.orderingWith(guarded);
    }

    @BeforeAll
    static void writeUsers() throws IOException {
        Users.ofApplications().with("ada", "guard").with("eve", "poet").writeForTests();
    }

    @BeforeEach
    void connect() {
        shop = new ShopClient(server);
    }

    @Test
    void onlyWhoHasTheRoleMaySendTheCommand() {
        String gate = UUID.randomUUID().toString();

        Answer anonymous = send("OpenGate", gate);
        anonymous.problem(401, "unauthenticated");
        assertThat(anonymous.header("WWW-Authenticate")).isPresent();
        send("OpenGate", gate, "Authorization", Users.credentials("eve")).problem(403, "forbidden");
        Answer opened = send("OpenGate", gate, "Authorization", Users.credentials("ada"));

        assertThat(opened.status()).as(opened.body()).isEqualTo(200);
        assertThat(data(gate)).containsExactly("opened after 0");
    }

    @Test
    void theAuditHearsOfEachCommandWithWhoSentIt() {
        String gate = UUID.randomUUID().toString();
        long before = chronicleVersion();

        send("OpenGate", gate, "Authorization", Users.credentials("eve"));
        send("OpenGate", gate, "Authorization", Users.credentials("ada"));
        send("KnockAtGate", gate);

        assertThat(shop.json("api/guarded/streams/chronicle?limit=1000").getJsonArray("events").stream()
                        .map(event -> event.asJsonObject())
                        .filter(event -> event.getInt("version") > before)
                        .map(event -> event.getJsonObject("data"))
                        .map(data -> "%s %s %s"
                                .formatted(data.getString("who"), data.getString("what"), data.getString("outcome"))))
                .containsExactly("eve OpenGate CommandForbidden", "ada OpenGate done", "somebody KnockAtGate done");
    }

    @Test
    void aMiddlewareOfTheContextHaltsACommand() {
        send("KnockAtGate", "night-" + UUID.randomUUID()).problem(422, "command-halted");
    }

    @Test
    void aBeanWithInjectedBeansExecutesTheCommand() {
        String gate = UUID.randomUUID().toString();

        send("KnockAtGate", gate);
        send("KnockAtGate", gate);

        assertThat(data(gate)).hasSize(2).allSatisfy(what -> assertThat(what).startsWith("visitor "));
    }

    @Test
    void anAsynchronousDispatchKnowsTheCallerAndIsExecutedByAnotherThread() {
        String gate = UUID.randomUUID().toString();

        post(gate + "/opened-later").problem(401, "unauthenticated");
        Answer opened = post(gate + "/opened-later", "Authorization", Users.credentials("ada"));

        assertThat(opened.body()).isEqualTo("1 uses, another thread");
    }

    @Test
    void anEnterpriseBeanWithTheRoleMaySendTheCommandAndOneWithoutMayNot() {
        String gate = UUID.randomUUID().toString();

        assertThat(post(gate + "/opened-by-stranger").body()).isEqualTo("CommandForbidden");
        assertThat(post(gate + "/opened-by-tower").body()).isEqualTo("version 1");
    }

    @Test
    void commandsInATransactionAreStoredTogetherOrNotAtAll() {
        String gate = UUID.randomUUID().toString();

        assertThat(post(gate + "/knocked-and-rolled-back").body()).isEqualTo("rolled back");
        shop.get("api/guarded/streams/gate-" + gate + "-front").problem(404, "not-found");
        assertThat(post(gate + "/knocked-and-committed").body()).isEqualTo("committed");
        assertThat(data(gate + "-front")).hasSize(1);
        assertThat(data(gate + "-back")).hasSize(1);
    }

    @Test
    void theTimeOfTheRouteIsOverUnlessTheCallerGivesMore() {
        String gate = UUID.randomUUID().toString();

        Answer late = send("WatchGate", gate);
        late.problem(503, "execution-timeout");
        assertThat(late.header("Retry-After")).isPresent();
        assertThat(send("WatchGate", gate, "X-Timeout", "30").status()).isEqualTo(200);
        assertThat(data(gate)).containsExactly("watched");
    }

    @Test
    void aMiddlewareOfOrderingSignsEachOrderWithItsVerifiedSender() {
        String signed = newOrderId();
        String unsigned = newOrderId();

        shop.sent("PlaceOrder", order(signed), "Authorization", Users.credentials("eve"), "X-Metadata", "user=ada");
        shop.sent("PlaceOrder", order(unsigned), "X-Metadata", "user=ada, till=7");

        assertThat(metadata(signed).getString("user")).isEqualTo("eve");
        assertThat(metadata(unsigned).getString("user")).isEqualTo("anonymous");
        assertThat(metadata(unsigned).getString("till")).isEqualTo("7");
    }

    private JsonObject metadata(String order) {
        return shop.events("order-" + order).getJsonObject(0).getJsonObject("metadata");
    }

    private Answer post(String path, String... headers) {
        return shop.request("POST", "api/guarded/gates/" + path, "", headers);
    }

    private Answer send(String command, String gate, String... headers) {
        String[] all = Stream.concat(Stream.of("Content-Type", "application/json"), Stream.of(headers))
                .toArray(String[]::new);
        return shop.request("POST", "api/guarded/commands/" + command, "{\"id\": \"%s\"}".formatted(gate), all);
    }

    private List<String> data(String gate) {
        return shop.json("api/guarded/streams/gate-" + gate).getJsonArray("events").stream()
                .map(event -> event.asJsonObject().getJsonObject("data").getString("what"))
                .toList();
    }

    private long chronicleVersion() {
        Answer answer = shop.get("api/guarded/streams/chronicle?limit=1000");
        return answer.status() == 404 ? 0 : answer.json().getJsonArray("events").size();
    }
}
