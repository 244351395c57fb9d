package org.commandery.benchmarks.http;

import java.nio.file.Path;
import java.sql.SQLException;
import org.commandery.benchmarks.measuring.Site;
import org.commandery.benchmarks.plain.PlainOrders;
import org.commandery.shop.ordering.domain.PlaceOrder;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** What an application is that stores orders and nothing more: its archive and its table. */
final class PlainApplication {

    private static final String CREATE_SCHEMA = """
            CREATE SCHEMA plain
            """;

    /** The columns and the indexes that an event has, and the name of its stream with an index in place of a key of it. */
    private static final String CREATE_TABLE = """
            CREATE TABLE plain.orders (
                position       bigint PRIMARY KEY,
                stream         text NOT NULL,
                version        bigint NOT NULL,
                event_id       uuid NOT NULL UNIQUE,
                type           text NOT NULL,
                causation_id   uuid,
                correlation_id uuid,
                data           json NOT NULL,
                created_at     timestamptz NOT NULL,
                UNIQUE (stream, version)
            )
            """;

    private static final String CREATE_SEQUENCE = """
            CREATE SEQUENCE plain.orders_position INCREMENT BY 50
            """;

    private PlainApplication() {}

    static void createTable(Site site) throws SQLException {
        site.execute(CREATE_SCHEMA);
        site.execute(CREATE_TABLE);
        site.execute(CREATE_SEQUENCE);
    }

    /**
     * Writes the archive, in place of an older one.
     *
     * @return the same path
     */
    static Path archive(Path path) {
        ShrinkWrap.create(WebArchive.class, path.getFileName().toString())
                .addPackage(PlainOrders.class.getPackage())
                .addPackage(PlaceOrder.class.getPackage())
                .addAsResource(PlainOrders.class.getPackage(), "persistence.xml", "META-INF/persistence.xml")
                .as(ZipExporter.class)
                .exportTo(path.toFile(), true);
        return path;
    }
}
