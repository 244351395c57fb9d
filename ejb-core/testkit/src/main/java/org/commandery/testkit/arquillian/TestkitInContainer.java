package org.commandery.testkit.arquillian;

import org.commandery.testkit.EventAssertions;
import org.commandery.testkit.Received;
import org.jboss.arquillian.container.test.spi.client.deployment.AuxiliaryArchiveAppender;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.JavaArchive;

/**
 * Lets tests that Arquillian runs inside the server use {@link EventAssertions} on an injected application. There is nothing to configure: it is
 * there when the testkit is on the class path of the tests, and adds what it needs to each deployment whose tests run inside.
 */
public final class TestkitInContainer implements LoadableExtension {

    private static final String ASSERTJ = "org.assertj.core";

    @Override
    public void register(ExtensionBuilder builder) {
        builder.service(AuxiliaryArchiveAppender.class, Appender.class);
    }

    /** Makes the archive. */
    public static final class Appender implements AuxiliaryArchiveAppender {

        @Override
        public Archive<?> createAuxiliaryArchive() {
            return ShrinkWrap.create(JavaArchive.class, "commandery-testkit.jar")
                    .addClasses(EventAssertions.class, Received.class)
                    .addPackages(true, ASSERTJ);
        }
    }
}
