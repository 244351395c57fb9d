package org.commandery.launcher;

import java.nio.file.Path;
import java.util.List;

/**
 * One server of an architecture, with one EAR in it.
 *
 * @param name what the EAR and the server's directory are called after
 * @param configuration the name of the server's configuration
 * @param contexts the bounded contexts in the EAR
 */
record Service(String name, String configuration, List<String> contexts) {

    /** @param ears the directory of the modules that build the EARs */
    Path archive(Path ears) {
        return ears.resolve(name).resolve("target").resolve("shop-" + name + ".ear");
    }

    String configurationFile() {
        return "standalone-" + configuration + ".xml";
    }
}
