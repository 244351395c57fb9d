package org.commandery.shop.it.guarded;

import jakarta.ejb.AsyncResult;
import jakarta.ejb.Asynchronous;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import java.util.concurrent.Future;

/** Acts on its own, as nobody. */
@Stateless
public class Stranger {

    @EJB
    private Gatehouse gatehouse;

    /** Tries to have a gate opened. */
    @Asynchronous
    public Future<Long> open(String id) {
        return new AsyncResult<>(gatehouse.open(id));
    }
}
