package org.commandery.personal;

import java.util.List;
import java.util.UUID;

/** The record of the data subjects that were forgotten. Nothing is removed from it or changed in it. Inside a JTA transaction, writes join it. */
public interface ForgottenSubjects {

    /** Records that a subject was forgotten, unless that is recorded of the same key already. */
    void record(ForgottenSubject forgotten);

    /** Whether a key was deleted because its subject was forgotten. */
    boolean contains(UUID keyId);

    /** When and why a subject was forgotten, the newest first; empty when it never was, several when it came back and was forgotten again. */
    List<ForgottenSubject> find(String subject);
}
