package org.commandery.shop.it.architecture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.commandery.shop.it.TestEnvironment;
import org.commandery.shop.it.architecture.beans.EveryEvent;
import org.commandery.shop.it.architecture.beans.Inside;
import org.commandery.shop.it.architecture.beans.Notebook;
import org.commandery.shop.it.architecture.beans.PlacedOrders;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.ClassLoaderAsset;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The monolith as the build made it, with the handlers and the servlet of {@link org.commandery.shop.it.architecture.beans} beside its contexts. */
final class NotebookShop {

    private static final String CREATE_NOTEBOOK = """
            CREATE SCHEMA notebook;
            CREATE TABLE notebook.events (
                handler text NOT NULL, position bigint NOT NULL, stream text NOT NULL, type text NOT NULL, PRIMARY KEY (handler, position));
            GRANT USAGE ON SCHEMA notebook TO PUBLIC;
            GRANT INSERT ON notebook.events TO PUBLIC
            """;

    private static final String SELECT_NOTED = """
            SELECT position, stream, type FROM notebook.events WHERE handler = ? ORDER BY position
            """;

    private static final String MODULES = """
              <module><ejb>handlers.jar</ejb></module>
              <module><web><web-uri>inside.war</web-uri><context-root>/inside</context-root></web></module>
            """;

    private NotebookShop() {}

    /** Writes the archive to a directory. */
    static Path in(Path directory) throws IOException {
        EnterpriseArchive shop = ShrinkWrap.createFromZipFile(
                EnterpriseArchive.class, TestEnvironment.application().toFile());
        JavaArchive handlers = ShrinkWrap.create(JavaArchive.class, "handlers.jar")
                .addClasses(Notebook.class, EveryEvent.class, PlacedOrders.class, PlacedOrders.Placed.class)
                .addAsManifestResource(EmptyAsset.INSTANCE, "beans.xml")
                // The one that the contexts have.
                .addAsManifestResource(new ClassLoaderAsset("META-INF/jboss-ejb3.xml"), "jboss-ejb3.xml");
        WebArchive inside = ShrinkWrap.create(WebArchive.class, "inside.war").addClass(Inside.class);
        Path archive = directory.resolve("shop-with-notebook.ear");
        withModules(shop, MODULES, handlers, inside).as(ZipExporter.class).exportTo(archive.toFile());
        return archive;
    }

    /**
     * Adds modules to an EAR.
     *
     * @param declared what its {@code application.xml} says of them
     */
    static EnterpriseArchive withModules(EnterpriseArchive shop, String declared, Archive<?>... modules)
            throws IOException {
        try (var xml = shop.get("META-INF/application.xml").getAsset().openStream()) {
            String more = new String(xml.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("<library-directory>", declared + "<library-directory>");
            return shop.addAsModules(modules).setApplicationXML(new StringAsset(more));
        }
    }

    /** Creates what the handlers write to, which every role may do. */
    static void createNotebook(DataSource database) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(CREATE_NOTEBOOK);
        }
    }

    /** What a handler has noted, in order of position. */
    static List<Books.Event> noted(DataSource database, String handler) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(SELECT_NOTED)) {
            select.setString(1, handler);
            List<Books.Event> events = new ArrayList<>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    events.add(new Books.Event(rows.getLong(1), rows.getString(2), rows.getString(3)));
                }
            }
            return events;
        }
    }
}
