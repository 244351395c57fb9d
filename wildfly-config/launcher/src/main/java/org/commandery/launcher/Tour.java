package org.commandery.launcher;

import java.util.stream.Collectors;

/** What the launcher says when all is ready: a short tour of the shop. */
final class Tour {

    private final Shop shop;
    private final RunSettings settings;

    Tour(Shop shop) {
        this.shop = shop;
        this.settings = shop.settings();
    }

    /** @param millis how long the start took */
    String text(long millis) {
        return """

                READY after %.1f s: %s

                  get stock        %s
                  place an order   %s
                  see it           curl%s %s
                                   is CONFIRMED as soon as inventory has reserved the stock and billing has taken the payment
                  its invoice      curl%s %s
                  the stock left   curl%s %s
                  a refused one    %s
                                   nobody can pay more than 10000: it is CANCELLED, and its stock released
                %s
                %s

                Ctrl-C stops it. The data stays in %s.
                """.formatted(
                        millis / 1000.0,
                        settings.architecture(),
                        command("inventory", "ReceiveStock", "{\"product\":\"book\",\"quantity\":5000}"),
                        placeOrder("o-1", 2),
                        tenantOption(),
                        shop.api("ordering").resolve("orders/o-1"),
                        tenantOption(),
                        shop.api("billing").resolve("invoices/o-1"),
                        tenantOption(),
                        shop.api("inventory").resolve("stock/book"),
                        placeOrder("o-2", 900),
                        tenants(),
                        servers(),
                        settings.data());
    }

    private String placeOrder(String orderId, int books) {
        return command(
                "ordering",
                "PlaceOrder",
                "{\"orderId\":\"%s\",\"lines\":[{\"product\":\"book\",\"quantity\":%d,\"price\":12.50}]}"
                        .formatted(orderId, books));
    }

    private String command(String context, String name, String body) {
        return "curl%s -H 'Content-Type: application/json' -d '%s' %s"
                .formatted(tenantOption(), body, shop.api(context).resolve("commands/" + name));
    }

    private String tenantOption() {
        return settings.architecture().tenants().stream()
                .findFirst()
                .map(tenant -> " -H 'X-Tenant: " + tenant + "'")
                .orElse("");
    }

    private String tenants() {
        if (settings.architecture().tenants().isEmpty()) {
            return "";
        }
        Service service = settings.architecture().services().get(0);
        return """

                  tenants          %s
                  another          %s
                                   or in the console, as docs/architectures/multi-tenant.md says
                """.formatted(
                        String.join(", ", settings.architecture().tenants()),
                        settings.tenantScript().command(settings.ports(service), "initech"));
    }

    private String servers() {
        return settings.architecture().databases().stream()
                        .map(database -> "  database         " + shop.database().jdbcUrl(database) + "\n")
                        .collect(Collectors.joining())
                + shop.servers().entrySet().stream()
                        .map(one -> server(one.getKey(), one.getValue()))
                        .collect(Collectors.joining("\n"));
    }

    private static String server(Service service, ServerProcess server) {
        return "  %-16s %s, its API %s, its log %s"
                .formatted(service.name(), server.management(), server.http().resolve("openapi"), server.log());
    }
}
