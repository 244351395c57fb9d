package org.commandery.benchmarks.handlers;

import java.nio.file.Path;
import org.commandery.benchmarks.Order;
import org.commandery.benchmarks.OrderPlaced;
import org.commandery.benchmarks.projection.Projections;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;

/** What is deployed: the archive of ordering, with another context in place of its own. */
final class ProjectionArchive {

    private static final Package CONTEXT = Projections.class.getPackage();

    private ProjectionArchive() {}

    /**
     * Writes the archive, in place of an older one.
     *
     * @param ordering the archive of ordering
     * @param path where to write it
     * @return the same path
     */
    static Path write(Path ordering, Path path) {
        EnterpriseArchive archive = ShrinkWrap.createFromZipFile(EnterpriseArchive.class, ordering.toFile());
        archive.delete("/ordering.jar");
        archive.delete("/commandery-messaging.jar");
        archive.delete("/META-INF/application.xml");
        archive.addAsModule(context())
                .addAsManifestResource(CONTEXT, "application.xml", "application.xml")
                .as(ZipExporter.class)
                .exportTo(path.toFile(), true);
        return path;
    }

    private static JavaArchive context() {
        return ShrinkWrap.create(JavaArchive.class, "projections.jar")
                .addPackage(CONTEXT)
                .addClasses(Order.class, Order.Place.class, OrderPlaced.class, OrderPlaced.Line.class)
                .addAsManifestResource(EmptyAsset.INSTANCE, "beans.xml")
                .addAsManifestResource(CONTEXT, "jboss-ejb3.xml", "jboss-ejb3.xml")
                .addAsManifestResource(CONTEXT, "persistence.xml", "persistence.xml")
                .addAsResource(CONTEXT, "V1__orders.sql", "db/projections/V1__orders.sql");
    }
}
