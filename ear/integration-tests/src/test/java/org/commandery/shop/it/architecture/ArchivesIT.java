package org.commandery.shop.it.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipFile;
import org.commandery.shop.it.TestEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the archives are made of. The architectures differ in configuration only, so a context is the same in each archive. */
class ArchivesIT {

    private static final String[] CONTEXTS = {"ordering.jar", "inventory.jar", "billing.jar"};

    @ParameterizedTest
    @ValueSource(strings = {"ordering", "inventory", "billing"})
    void aServiceHasItsContextByteForByteAsTheMonolithAndNoOther(String service) throws IOException {
        String jar = service + ".jar";

        Map<String, byte[]> contexts = contexts(service);

        assertThat(contexts).containsOnlyKeys(jar);
        assertThat(contexts.get(jar)).isEqualTo(contexts("monolith").get(jar));
    }

    @Test
    void theMonolithHasAllContexts() throws IOException {
        assertThat(contexts("monolith")).containsOnlyKeys(CONTEXTS);
    }

    private static Map<String, byte[]> contexts(String archive) throws IOException {
        Map<String, byte[]> contexts = new TreeMap<>();
        try (var zip = new ZipFile(TestEnvironment.archive(archive).toFile())) {
            for (String name : CONTEXTS) {
                var entry = zip.getEntry(name);
                if (entry != null) {
                    try (var bytes = zip.getInputStream(entry)) {
                        contexts.put(name, bytes.readAllBytes());
                    }
                }
            }
        }
        return contexts;
    }
}
