package org.commandery.web.tenant;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.ForbiddenException;

/** Those who may do more than others: callers with the role {@value #ROLE}. Where callers need not say who they are, it is everybody. */
@RequestScoped
public class Administrators {

    /** The role, in the server's application realm. */
    public static final String ROLE = "administrator";

    @Inject
    private TenantSelection selection;

    @Inject
    private HttpServletRequest caller;

    /**
     * Refuses callers who are no administrators.
     *
     * @param what what only administrators may do, as in {@code see the tenants}
     * @throws ForbiddenException when the caller is none
     */
    public void require(String what) {
        if (selection.isVerified() && !caller.isUserInRole(ROLE)) {
            throw new ForbiddenException("only the role '%s' may %s".formatted(ROLE, what));
        }
    }
}
