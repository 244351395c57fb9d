package org.commandery.shop.it;

import java.util.Map;
import java.util.stream.Collectors;
import org.commandery.shop.it.delivery.DeliveryRouter;
import org.commandery.shop.it.delivery.Noted;
import org.jboss.shrinkwrap.api.ArchivePath;
import org.jboss.shrinkwrap.api.Node;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.Asset;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;

/** Archives with the connector and the libraries of the application as the build made them, and event handlers of the tests. */
final class DeliveryArchives {

    static final String BEANS = "delivery-beans.jar";

    private static final String RAR = "/commandery-connector.rar";

    private static final String APPLICATION_XML = """
            <application xmlns="https://jakarta.ee/xml/ns/jakartaee" version="10">
              <initialize-in-order>true</initialize-in-order>
              <module><connector>commandery-connector.rar</connector></module>
              <module><ejb>%s</ejb></module>
              <library-directory>lib</library-directory>
            </application>
            """.formatted(BEANS);

    private static final String BINDING = """
            <jboss:ejb-jar xmlns:jboss="urn:jboss:jakarta:1.0" xmlns="https://jakarta.ee/xml/ns/jakartaee"
                           xmlns:r="urn:resource-adapter-binding:2.0" version="4.0">
              <assembly-descriptor>
                <r:resource-adapter-binding>
                  <ejb-name>*</ejb-name>
                  <r:resource-adapter-name>#commandery-connector.rar</r:resource-adapter-name>
                </r:resource-adapter-binding>
              </assembly-descriptor>
            </jboss:ejb-jar>
            """;

    private DeliveryArchives() {}

    /** An application with the context {@code delivery} and these classes beside. */
    static EnterpriseArchive application(String name, Class<?>... classes) {
        EnterpriseArchive built = ShrinkWrap.createFromZipFile(
                EnterpriseArchive.class, TestEnvironment.application().toFile());
        EnterpriseArchive application = ShrinkWrap.create(EnterpriseArchive.class, name)
                .addAsModule(built.get(RAR).getAsset(), RAR)
                .addAsModule(beans(classes))
                .setApplicationXML(new StringAsset(APPLICATION_XML));
        libraries(built).forEach((path, asset) -> application.add(asset, path));
        return application;
    }

    private static Map<ArchivePath, Asset> libraries(EnterpriseArchive built) {
        return built.getContent().entrySet().stream()
                .filter(entry -> entry.getKey().get().startsWith("/lib/"))
                .filter(entry -> entry.getValue().getAsset() != null)
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> asset(entry.getValue())));
    }

    private static Asset asset(Node node) {
        return node.getAsset();
    }

    private static JavaArchive beans(Class<?>... classes) {
        return ShrinkWrap.create(JavaArchive.class, BEANS)
                .addClasses(DeliveryRouter.class, Noted.class)
                .addClasses(classes)
                .addAsManifestResource(EmptyAsset.INSTANCE, "beans.xml")
                .addAsManifestResource(new StringAsset(BINDING), "jboss-ejb3.xml");
    }
}
