package org.commandery.personal;

import java.security.SecureRandom;
import java.util.UUID;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that encrypts the personal data of a subject, from the first such data to the day on which the subject is forgotten.
 *
 * @param id the key's id, which is stored with what it encrypts; no other key ever has it
 * @param subject whose key it is
 * @param key the key itself, for AES
 */
public record SubjectKey(UUID id, String subject, SecretKey key) {

    /** How many characters the name of a subject has at most. */
    public static final int MAX_SUBJECT = 500;

    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** @throws IllegalArgumentException when the subject cannot be one */
    public SubjectKey {
        if (!isSubject(subject)) {
            throw new IllegalArgumentException(
                    "a data subject has 1 to %d characters and no NUL".formatted(MAX_SUBJECT));
        }
    }

    /** Whether a text can name a subject: it is not blank, has {@value #MAX_SUBJECT} characters at most, and no NUL. */
    public static boolean isSubject(String text) {
        return !text.isBlank() && text.length() <= MAX_SUBJECT && text.indexOf('\0') < 0;
    }

    /** A new key of 256 random bits, with a new id. */
    public static SubjectKey create(String subject) {
        byte[] random = new byte[BYTES];
        RANDOM.nextBytes(random);
        return of(UUID.randomUUID(), subject, random);
    }

    /**
     * A key that was kept somewhere.
     *
     * @param bytes the key itself: 16, 24 or 32 bytes
     */
    public static SubjectKey of(UUID id, String subject, byte[] bytes) {
        return new SubjectKey(id, subject, new SecretKeySpec(bytes, "AES"));
    }

    /** Without the key itself: this may end up in a log. */
    @Override
    public String toString() {
        return "SubjectKey[id=%s, subject=%s]".formatted(id, subject);
    }
}
