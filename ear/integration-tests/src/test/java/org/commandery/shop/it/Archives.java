package org.commandery.shop.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;

/** What the tests deploy. */
final class Archives {

    private Archives() {}

    /** The shop as the build made it, for tests from outside ({@code @Deployment(testable = false)}). */
    static EnterpriseArchive monolith() {
        return ShrinkWrap.createFromZipFile(
                EnterpriseArchive.class, TestEnvironment.application().toFile());
    }

    /** Ordering alone as the build made it, for tests from outside that want no other context to act on its events. */
    static EnterpriseArchive ordering() {
        return ShrinkWrap.createFromZipFile(
                EnterpriseArchive.class, TestEnvironment.ordering().toFile());
    }

    /** Ordering where the tenant is not taken from the caller: callers need not say who they are, and everybody is an administrator. */
    static EnterpriseArchive orderingForAdministrators() {
        return ordering()
                .addAsLibrary(ShrinkWrap.create(JavaArchive.class, "configuration.jar")
                        .addAsManifestResource(
                                new StringAsset("commandery.tenant.resolver=header"),
                                "microprofile-config.properties"));
    }

    /** Ordering with a context of a test beside it, in the same application. */
    static EnterpriseArchive orderingWith(JavaArchive context) {
        EnterpriseArchive ordering = ordering();
        return ordering.addAsModule(context).setApplicationXML(withModule(ordering, context.getName()));
    }

    private static StringAsset withModule(EnterpriseArchive archive, String module) {
        try (InputStream built =
                archive.get("META-INF/application.xml").getAsset().openStream()) {
            String xml = new String(built.readAllBytes(), StandardCharsets.UTF_8);
            return new StringAsset(
                    xml.replaceFirst("<module>", "<module><ejb>%s</ejb></module><module>".formatted(module)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The monolith with test classes in its lib/, for tests that run in the container. What they need beside themselves the testkit adds. */
    static EnterpriseArchive monolithWith(Class<?>... testClasses) {
        return monolith()
                .addAsLibrary(ShrinkWrap.create(JavaArchive.class, "tests.jar").addClasses(testClasses));
    }
}
