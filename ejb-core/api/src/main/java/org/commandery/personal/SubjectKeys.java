package org.commandery.personal;

import java.util.Optional;
import java.util.UUID;

/**
 * Where the keys of data subjects are. By default that is the table {@code subject_keys} beside the events; a CDI bean of this type takes its place for
 * the whole deployment, to keep the keys in a key service or in a database with backups of its own. Two such beans fail the deployment.
 *
 * <p>Many threads use it at once. What it answers by id is kept in memory for ten seconds at most. A bean that serves tenants asks
 * {@link org.commandery.tenant.Tenants} for the calling thread's, and keeps their keys apart.
 */
public interface SubjectKeys {

    /**
     * The key for what is written now: found, or created when the subject has none, because there was nothing to encrypt yet or because the subject was
     * forgotten. When several ask at once, all get the same. A created key must be durable before the caller's JTA transaction is, or when this returns if
     * there is none.
     *
     * @param subject not blank, at most {@value SubjectKey#MAX_SUBJECT} characters
     */
    SubjectKey obtain(String subject);

    /** The key that {@link #obtain} would find; empty when it would create one. */
    Optional<SubjectKey> current(String subject);

    /** The key with an id; empty when it was deleted, or never was there. */
    Optional<SubjectKey> find(UUID id);

    /**
     * Deletes a key for good. Inside a JTA transaction this may join it.
     *
     * @return false when there was none
     */
    boolean delete(UUID id);
}
