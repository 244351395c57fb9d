package org.commandery.shop.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Resource;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** The provisioned server itself, without the shop. */
@ArquillianTest
class ServerIT {

    @Resource(lookup = "java:jboss/datasources/ordering")
    private DataSource ordering;

    @Deployment
    static WebArchive probe() {
        return ShrinkWrap.create(WebArchive.class, "probe.war");
    }

    @Test
    void theDatasourceOfOrderingReachesTheDurableDatabase() throws SQLException {
        try (var connection = ordering.getConnection();
                var statement = connection.createStatement();
                var result = statement.executeQuery(
                        "SELECT current_database(), current_setting('search_path'), current_setting('fsync')")) {
            result.next();
            assertThat(result.getString(1)).isEqualTo("commandery");
            assertThat(result.getString(2)).isEqualTo("ordering");
            assertThat(result.getString(3)).isEqualTo("on");
        }
    }
}
