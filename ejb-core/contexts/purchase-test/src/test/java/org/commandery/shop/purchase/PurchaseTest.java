package org.commandery.shop.purchase;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.commandery.application.CommandRejected;
import org.commandery.shop.billing.domain.Invoice;
import org.commandery.shop.billing.domain.InvoiceStatus;
import org.commandery.shop.inventory.domain.ReceiveStock;
import org.commandery.shop.inventory.domain.StockItem;
import org.commandery.shop.ordering.domain.CancelOrder;
import org.commandery.shop.ordering.domain.Line;
import org.commandery.shop.ordering.domain.Order;
import org.commandery.shop.ordering.domain.OrderStatus;
import org.commandery.shop.ordering.domain.PlaceOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PurchaseTest {

    private static final int SCHEDULES = 100;
    private static final int ORDERS = 4;
    private static final List<String> PRODUCTS = List.of("tea", "cup", "pot");
    private static final Set<InvoiceStatus> NOT_PAID =
            EnumSet.of(InvoiceStatus.VOIDED, InvoiceStatus.REFUSED, InvoiceStatus.REFUNDED);

    /** Each schedule is another one: who gets an event next, when a handler crashes, when a customer changes his mind. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void inEveryScheduleEachPurchaseEndsInARightState(boolean oneApplication) {
        Set<OrderStatus> ends = EnumSet.noneOf(OrderStatus.class);
        Set<InvoiceStatus> invoices = EnumSet.noneOf(InvoiceStatus.class);
        for (int seed = 0; seed < SCHEDULES; seed++) {
            try (Shop shop = oneApplication ? Shop.ofOneApplication() : Shop.ofThreeApplications()) {
                run(shop, new Random(seed));
                for (int order = 0; order < ORDERS; order++) {
                    ends.add(endsRight(shop, "o-" + order, seed));
                    invoices.add(invoice(shop, "o-" + order));
                }
                PRODUCTS.forEach(
                        product -> assertThat(pieces(stock(shop, product))).isEqualTo(10));
            }
        }
        assertThat(ends).as("the schedules have met both ends").hasSize(2);
        assertThat(invoices)
                .as("and all ends of an invoice")
                .contains(InvoiceStatus.PAID)
                .containsAll(NOT_PAID);
    }

    @Test
    void withoutDisturbanceAnOrderIsConfirmed() {
        try (Shop shop = Shop.ofThreeApplications()) {
            receiveStock(shop);
            place(shop, "o-0", List.of(line("tea", 2, 10), line("cup", 1, 10), line("tea", 3, 10)));
            drain(shop, new Random(0));

            assertThat(endsRight(shop, "o-0", 0)).isEqualTo(OrderStatus.CONFIRMED);
            assertThat(stock(shop, "tea").available()).isEqualTo(5);
        }
    }

    private static void run(Shop shop, Random random) {
        receiveStock(shop);
        for (int order = 0; order < ORDERS; order++) {
            place(shop, "o-" + order, randomLines(random));
        }
        for (int step = 0; step < 60; step++) {
            Feed feed = shop.feeds().get(random.nextInt(shop.feeds().size()));
            switch (random.nextInt(20)) {
                case 0 -> cancel(shop, "o-" + random.nextInt(ORDERS));
                case 1, 2 -> feed.crash(random);
                default -> feed.deliverNext(random);
            }
        }
        drain(shop, random);
    }

    private static void drain(Shop shop, Random random) {
        boolean more = true;
        while (more) {
            more = false;
            for (Feed feed : shop.feeds()) {
                more |= feed.deliverNext(random);
            }
        }
    }

    private static void receiveStock(Shop shop) {
        PRODUCTS.forEach(product -> shop.application("inventory").dispatch(new ReceiveStock(product, 10)));
    }

    /** One to four lines, a product perhaps twice; one in four orders is too dear. */
    private static List<Line> randomLines(Random random) {
        int price = random.nextInt(4) == 0 ? 10_001 : 10;
        return IntStream.rangeClosed(0, random.nextInt(4))
                .mapToObj(i -> line(PRODUCTS.get(random.nextInt(PRODUCTS.size())), 1 + random.nextInt(4), price))
                .toList();
    }

    private static Line line(String product, int quantity, int price) {
        return new Line(product, quantity, BigDecimal.valueOf(price));
    }

    private static void place(Shop shop, String orderId, List<Line> lines) {
        shop.application("ordering").dispatch(new PlaceOrder(orderId, lines, null));
    }

    private static void cancel(Shop shop, String orderId) {
        try {
            shop.application("ordering").dispatch(new CancelOrder(orderId, "changed my mind"));
        } catch (CommandRejected e) {
            // The customer is too late.
        }
    }

    /** Confirmed if and only if paid and reserved; cancelled if and only if neither. */
    private static OrderStatus endsRight(Shop shop, String orderId, int seed) {
        OrderStatus status = shop.application("ordering")
                .aggregate(Order.class, orderId)
                .orElseThrow()
                .status();
        boolean confirmed = status == OrderStatus.CONFIRMED;
        assertThat(status).as("%s, schedule %d", orderId, seed).isNotEqualTo(OrderStatus.PLACED);
        assertThat(invoice(shop, orderId))
                .as("%s, schedule %d", orderId, seed)
                .isIn(confirmed ? EnumSet.of(InvoiceStatus.PAID) : NOT_PAID);
        assertThat(PRODUCTS.stream()
                        .anyMatch(product -> stock(shop, product).reserved().containsKey(orderId)))
                .as("stock of %s, schedule %d", orderId, seed)
                .isEqualTo(confirmed);
        return status;
    }

    private static InvoiceStatus invoice(Shop shop, String orderId) {
        return shop.application("billing")
                .aggregate(Invoice.class, orderId)
                .orElseThrow()
                .status();
    }

    private static StockItem stock(Shop shop, String product) {
        return shop.application("inventory").aggregate(StockItem.class, product).orElseThrow();
    }

    private static long pieces(StockItem stock) {
        return stock.available()
                + stock.reserved().values().stream().mapToLong(Long::longValue).sum();
    }
}
