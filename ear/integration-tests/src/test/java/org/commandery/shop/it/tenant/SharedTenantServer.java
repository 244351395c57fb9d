package org.commandery.shop.it.tenant;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives the classes that ask for it one server of {@code multi-tenant-shared}. It starts for the first of them and stops after the last test. The
 * tenants of one class are still there for the next, so names are not to be used twice.
 */
final class SharedTenantServer implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TenantServer.class;
    }

    @Override
    public TenantServer resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(SharedTenantServer.class))
                .computeIfAbsent(TenantServer.class, key -> start(), TenantServer.class);
    }

    /** In the build's directory, where its log can be read afterwards. */
    private static TenantServer start() {
        try {
            Path build = Files.createDirectories(Path.of("target").toAbsolutePath());
            Path directory = Files.createTempDirectory(build, "tenant-server-");
            return TenantServer.start("multi-tenant-shared", directory, UnaryOperator.identity());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
