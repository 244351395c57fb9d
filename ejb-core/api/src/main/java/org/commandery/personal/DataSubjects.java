package org.commandery.personal;

import java.util.List;
import java.util.Optional;

/** Those whose {@link PersonalData} the store of an application holds. */
public interface DataSubjects {

    /** The stream to which {@link SubjectForgotten} is appended. */
    String STREAM = "$forgotten";

    /**
     * Forgets a subject: deletes its key, so that what was encrypted with it cannot be read any more, here or in a copy of the events; records that;
     * drops the snapshots of the streams that had such data; and appends a {@link SubjectForgotten}, of which read models hear.
     *
     * <p>Inside a JTA transaction all of that belongs to it. Outside, the record comes first and the event last: after a failure on the way, call it again,
     * and what is missing is done. Calling it again later changes nothing.
     *
     * <p>This node reads placeholders at once, others within ten seconds. What is being written at the same moment may still be encrypted with the key that
     * is deleted; it is forgotten too. Data that is written later get a new key: somebody may come back.
     *
     * @param subject who is to be forgotten
     * @param reason why, for the record; must not tell more of the person than it needs to
     * @param by who has it done, for the record
     * @return the record, that of the first call when the subject has been forgotten before; empty when the subject has never had a key here, so that
     *     there is nothing to forget
     * @throws IllegalArgumentException when the reason, or who has it done, holds a NUL
     * @throws org.commandery.eventstore.EventStoreUnavailable when the store cannot be reached
     */
    Optional<ForgottenSubject> forget(String subject, String reason, String by);

    /** When and why a subject was forgotten, the newest first; empty when it never was. */
    List<ForgottenSubject> forgotten(String subject);
}
