package org.commandery.runtime.aggregate;

import jakarta.json.bind.annotation.JsonbTransient;
import java.util.Objects;
import org.commandery.aggregate.Snapshot;
import org.commandery.event.EventType;

/** An aggregate whose state loses something in JSON. */
@Snapshot(every = 1)
public final class Forgetful {

    @JsonbTransient
    public String secret = "";

    public record Remember(String what) {}

    @EventType("remembered")
    public record Remembered(String what) {}

    static Remembered execute(Remember command) {
        return new Remembered(command.what());
    }

    static Forgetful apply(Remembered event) {
        Forgetful state = new Forgetful();
        state.secret = event.what();
        return state;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Forgetful forgetful && Objects.equals(secret, forgetful.secret);
    }

    @Override
    public int hashCode() {
        return secret.hashCode();
    }
}
