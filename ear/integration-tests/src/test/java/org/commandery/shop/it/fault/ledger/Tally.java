package org.commandery.shop.it.fault.ledger;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The same counts as those of {@link Counted}, kept by Hibernate. */
@Entity
@Table(schema = "books", name = "tallies")
public class Tally {

    @Id
    private @Nullable String stream;

    private long entries;
    private long total;
    private long version;
    private long disordered;

    /** For JPA. */
    protected Tally() {}

    Tally(String stream) {
        this.stream = stream;
    }

    void add(long amount, long atVersion) {
        Objects.requireNonNull(stream);
        disordered += atVersion > version ? 0 : 1;
        entries++;
        total += amount;
        version = atVersion;
    }
}
