package org.commandery.web.tenant;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.ForbiddenException;
import java.util.Set;

/** Those who may do more than others: callers with the role {@value #ROLE}. Where callers need not say who they are, it is everybody. */
@RequestScoped
public class Administrators {

    /** The role, in the server's application realm. */
    public static final String ROLE = "administrator";

    /**
     * What a browser says of a request that the page of another site makes, with the credentials that the user once gave.
     *
     * @see <a href="https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header">Fetch Metadata Request Headers</a>
     */
    private static final Set<String> FOREIGN = Set.of("cross-site", "same-site");

    @Inject
    private TenantSelection selection;

    @Inject
    private HttpServletRequest caller;

    /**
     * Refuses callers who are no administrators, and pages of other sites that call in an administrator's name.
     *
     * @param what what only administrators may do, as in {@code see the tenants}
     * @throws ForbiddenException when the caller is none
     */
    public void require(String what) {
        if (FOREIGN.contains(String.valueOf(caller.getHeader("Sec-Fetch-Site")))) {
            throw new ForbiddenException("a page of another site may not " + what);
        }
        if (selection.isVerified() && !caller.isUserInRole(ROLE)) {
            throw new ForbiddenException("only the role '%s' may %s".formatted(ROLE, what));
        }
    }
}
