package org.commandery.shop.it;

import java.net.URI;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.BeforeEach;

/** What tests of ordering by HTTP have in common: it is deployed by itself, so nobody but the test confirms or cancels its orders. */
@ArquillianTest
abstract class OrderingOnServer {

    ShopClient shop;

    @ArquillianResource
    private URI server;

    @Deployment(testable = false)
    static EnterpriseArchive ordering() {
        return Archives.ordering();
    }

    @BeforeEach
    void connect() {
        shop = new ShopClient(server);
    }
}
