package org.commandery.shop.it.fault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.commandery.shop.it.TestEnvironment;
import org.commandery.shop.it.fault.ledger.LedgerRouter;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.ClassLoaderAsset;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;

/** The service of ordering as the build made it, with the context {@link org.commandery.shop.it.fault.ledger} in the place of ordering. */
final class LedgerArchive {

    static final String NAME = "ledger.ear";

    private static final String PERSISTENCE_XML = """
            <persistence xmlns="https://jakarta.ee/xml/ns/persistence" version="3.0">
              <persistence-unit name="ledger" transaction-type="JTA">
                <shared-cache-mode>NONE</shared-cache-mode>
                <properties>
                  <property name="commandery.context" value="ledger"/>
                  <property name="hibernate.multi_tenant_connection_provider" value="org.commandery.persistence.ApplicationConnections"/>
                  <property name="hibernate.tenant_identifier_resolver" value="org.commandery.persistence.TenantIdentifiers"/>
                  <property name="wildfly.jpa.allowdefaultdatasourceuse" value="false"/>
                  <property name="jakarta.persistence.database-product-name" value="PostgreSQL"/>
                  <property name="jakarta.persistence.database-major-version" value="14"/>
                  <property name="jakarta.persistence.database-minor-version" value="0"/>
                  <property name="hibernate.boot.allow_jdbc_metadata_access" value="false"/>
                </properties>
              </persistence-unit>
            </persistence>
            """;

    private LedgerArchive() {}

    /** Writes it to a directory. */
    static Path in(Path directory) throws IOException {
        EnterpriseArchive service = ShrinkWrap.createFromZipFile(
                EnterpriseArchive.class, TestEnvironment.archive("ordering").toFile());
        service.delete("/ordering.jar");
        service.addAsModule(ledger());
        try (var xml = service.get("META-INF/application.xml").getAsset().openStream()) {
            service.setApplicationXML(new StringAsset(
                    new String(xml.readAllBytes(), StandardCharsets.UTF_8).replace("ordering.jar", "ledger.jar")));
        }
        Path archive = directory.resolve(NAME);
        service.as(ZipExporter.class).exportTo(archive.toFile());
        return archive;
    }

    private static JavaArchive ledger() {
        return ShrinkWrap.create(JavaArchive.class, "ledger.jar")
                .addPackage(LedgerRouter.class.getPackage())
                .addAsManifestResource(EmptyAsset.INSTANCE, "beans.xml")
                .addAsManifestResource(new StringAsset(PERSISTENCE_XML), "persistence.xml")
                // The one that the contexts have.
                .addAsManifestResource(new ClassLoaderAsset("META-INF/jboss-ejb3.xml"), "jboss-ejb3.xml");
    }
}
