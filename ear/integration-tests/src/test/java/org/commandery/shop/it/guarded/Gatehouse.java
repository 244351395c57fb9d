package org.commandery.shop.it.guarded;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import org.commandery.application.Application;
import org.commandery.application.BoundedContext;

/** Opens gates for whoever calls it. */
@Stateless
@PermitAll
public class Gatehouse {

    @Inject
    @BoundedContext("guarded")
    private Application guarded;

    /** Opens a gate. */
    public long open(String id) {
        return guarded.dispatch(new OpenGate(id)).version();
    }
}
