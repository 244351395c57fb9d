package org.commandery.shop.it.guarded;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RunAs;
import jakarta.ejb.AsyncResult;
import jakarta.ejb.Asynchronous;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import java.util.concurrent.Future;

/** Acts on its own, as a guard: no request has a part in it. */
@Stateless
@PermitAll
@RunAs("guard")
public class Tower {

    @EJB
    private Gatehouse gatehouse;

    /** Has a gate opened. */
    @Asynchronous
    public Future<Long> open(String id) {
        return new AsyncResult<>(gatehouse.open(id));
    }
}
