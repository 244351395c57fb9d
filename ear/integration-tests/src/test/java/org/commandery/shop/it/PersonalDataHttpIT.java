package org.commandery.shop.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.commandery.shop.it.ShopClient.confirmation;
import static org.commandery.shop.it.ShopClient.newOrderId;

import jakarta.json.JsonObject;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.commandery.database.EmbeddedDatabase;
import org.commandery.shop.it.ShopClient.Answer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A customer's name and address, from the order to the day on which the customer is forgotten. */
@ArquillianTest
class PersonalDataHttpIT {

    private static final String EVENTS_WITH = """
            SELECT count(*) FROM ordering.events WHERE data::text ILIKE '%' || ? || '%'
            """;

    private static final String KEYS_OF = """
            SELECT count(*) FROM ordering.subject_keys WHERE subject = ?
            """;

    private static final String RECORDS_OF = """
            SELECT count(*) FROM ordering.forgotten_subjects
             WHERE subject = ? AND reason = 'asked by mail' AND forgotten_by = 'anonymous'
            """;

    @ArquillianResource
    private URI server;

    private ShopClient shop;
    private String customerId;
    private String family;
    private String name;

    @Deployment(testable = false)
    static EnterpriseArchive ordering() {
        return Archives.orderingForAdministrators();
    }

    @BeforeEach
    void chooseACustomer() {
        shop = new ShopClient(server);
        customerId = "c-" + UUID.randomUUID();
        family = UUID.randomUUID().toString();
        name = "Ada " + family;
    }

    private String placed() {
        String orderId = newOrderId();
        shop.sent("PlaceOrder", """
                {"orderId": "%s", "lines": [{"product": "tea", "quantity": 2, "price": 3.50}],
                 "customer": {"customerId": "%s", "name": "%s", "email": "ada@%s.example"}}""".formatted(orderId, customerId, name, family), "Prefer", "wait=30");
        return orderId;
    }

    private Answer forget(String subject, String query) {
        return shop.request("DELETE", "api/ordering/subjects/" + subject + query, null);
    }

    private JsonObject order(String orderId) {
        return shop.json("api/ordering/orders/" + orderId);
    }

    private static long count(String sql, String argument) {
        try (Connection connection = EmbeddedDatabase.shared()
                        .dataSource(TestEnvironment.DATABASE)
                        .getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, argument);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aReadModelKnowsTheCustomerAndTheEventsTableDoesNot() {
        String orderId = placed();

        assertThat(order(orderId).getString("customerId")).isEqualTo(customerId);
        assertThat(order(orderId).getString("customerName")).isEqualTo(name);
        assertThat(count(EVENTS_WITH, customerId)).isEqualTo(1);
        assertThat(count(EVENTS_WITH, family)).isZero();
        JsonObject customer = shop.events("order-" + orderId)
                .getJsonObject(0)
                .getJsonObject("data")
                .getJsonObject("customer");
        assertThat(customer.getString("customerId")).isEqualTo(customerId);
        assertThat(customer.getJsonObject("name").keySet()).containsExactlyInAnyOrder("$personal", "key", "forgotten");
        assertThat(customer.getJsonObject("email").keySet()).containsExactlyInAnyOrder("$personal", "key");
    }

    @Test
    void aForgottenCustomerIsGoneFromTheReadModelAndTheOrderGoesOn() {
        String orderId = placed();

        JsonObject record = forget(customerId, "?reason=asked%20by%20mail").json();

        assertThat(record.getString("subject")).isEqualTo(customerId);
        assertThat(record.getString("reason")).isEqualTo("asked by mail");
        assertThat(record.getString("forgottenBy")).isEqualTo("anonymous");
        assertThat(count(KEYS_OF, customerId)).isZero();
        assertThat(count(RECORDS_OF, customerId)).isEqualTo(1);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(order(orderId)).doesNotContainKey("customerName"));
        shop.sent("ConfirmOrder", confirmation(orderId), "Prefer", "wait=30");
        assertThat(order(orderId).getString("status")).isEqualTo("CONFIRMED");
        assertThat(order(orderId).getString("customerId")).isEqualTo(customerId);
    }

    @Test
    void forgettingAgainAnswersTheSameAndTheRecordIsShown() {
        placed();
        String first = forget(customerId, "?reason=asked%20by%20mail").body();

        assertThat(forget(customerId, "?reason=again").body()).isEqualTo(first);
        assertThat(shop.get("api/ordering/subjects/" + customerId).body()).isEqualTo("[" + first + "]");
    }

    @Test
    void whoComesBackIsKnownAgain() {
        String before = placed();
        forget(customerId, "?reason=asked%20by%20mail");

        String after = placed();

        assertThat(order(after).getString("customerName")).isEqualTo(name);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(order(before)).doesNotContainKey("customerName"));
    }

    @Test
    void aReasonMustBeGivenAndTheSubjectMustBeKnown() {
        forget(customerId, "").problem(400, "constraint-broken");
        forget(customerId, "?reason=%00").problem(400, "constraint-broken");
        forget(customerId, "?reason=asked").problem(404, "not-found");
        shop.request("DELETE", "api/nowhere/subjects/c-1?reason=asked", null).problem(404, "not-found");
    }

    @Test
    void nobodyCanSendWhatIsReadAsEncryptedData() {
        shop.send("PlaceOrder", """
                {"orderId": "%s", "lines": [{"product": "tea", "quantity": 2, "price": 3.50}],
                 "customer": {"customerId": "%s", "name": {"$personal": "AAAA", "key": "%s"}}}""".formatted(newOrderId(), customerId, UUID.randomUUID()))
                .problem(400, "malformed-request");
    }
}
