package org.commandery.shop.it;

import java.io.File;
import java.net.URISyntaxException;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.hamcrest.Matcher;
import org.jboss.shrinkwrap.api.ShrinkWrap;
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

    /** The monolith with test classes and their tools in its lib/, for tests that run in the container. */
    static EnterpriseArchive monolithWith(Class<?>... testClasses) {
        var tests = ShrinkWrap.create(JavaArchive.class, "tests.jar").addClasses(testClasses);
        return monolith().addAsLibrary(tests).addAsLibraries(testTools());
    }

    /** The libraries that a test in the container needs beside itself. */
    static File[] testTools() {
        return new File[] {jarOf(Assertions.class), jarOf(Awaitility.class), jarOf(Matcher.class)};
    }

    private static File jarOf(Class<?> type) {
        try {
            return new File(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
