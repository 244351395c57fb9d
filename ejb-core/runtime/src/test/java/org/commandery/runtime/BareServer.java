package org.commandery.runtime;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.stream.Stream;

/** Loads the runtime anew, beside libraries without some that a server may lack. */
public final class BareServer extends URLClassLoader {

    private final String[] missing;

    /** @param missing how the names of the classes begin that are not there */
    public BareServer(String... missing) {
        super(
                new URL[] {
                    Commandery.class.getProtectionDomain().getCodeSource().getLocation()
                },
                Commandery.class.getClassLoader());
        this.missing = missing;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (Stream.of(missing).anyMatch(name::startsWith)) {
            throw new ClassNotFoundException(name);
        }
        if (name.startsWith("org.commandery.runtime.")) {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
        return super.loadClass(name, resolve);
    }
}
