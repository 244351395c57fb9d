package org.commandery.web.tenant;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.commandery.runtime.Commandery;
import org.commandery.tenant.TenantResolver;
import org.eclipse.microprofile.config.ConfigProvider;

/** The resolver that this server uses: the deployment's own bean if there is one, or else the one that {@value #KEY} names. */
@ApplicationScoped
public class TenantSelection {

    /** The configuration key: {@code caller}, the default, {@code header} or {@code host}. */
    public static final String KEY = "commandery.tenant.resolver";

    @Inject
    private Instance<TenantResolver> own;

    private TenantResolver resolver;
    private boolean verified;

    @PostConstruct
    void choose() {
        String name =
                ConfigProvider.getConfig().getOptionalValue(KEY, String.class).orElse("caller");
        verified = own.isResolvable() || name.equals("caller");
        resolver = own.isResolvable() ? own.get() : shipped(name);
    }

    private static TenantResolver shipped(String name) {
        return switch (name) {
            case "caller" -> new CallerTenant(() -> Commandery.instance().tenants());
            case "header" -> new HeaderTenant();
            case "host" -> new HostTenant();
            default ->
                throw new IllegalStateException(
                        "the configuration key '%s' is '%s'; it must be 'caller', 'header' or 'host'"
                                .formatted(KEY, name));
        };
    }

    /** Whether the tenant is what the caller has proved, so that callers must say who they are. */
    public boolean isVerified() {
        return verified;
    }

    /** The tenant of a request, see {@link TenantResolver#tenantOf}. */
    public Optional<String> tenantOf(HttpServletRequest request) {
        return resolver.tenantOf(request);
    }
}
