package org.commandery.runtime.personal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.commandery.personal.SubjectKey;

/**
 * The encryption of one member: AES in Galois/Counter Mode with a random initialization vector of 96 bits each time and a tag of 128 bits. Whose data it
 * is, the place and the path are authenticated along with it.
 *
 * @see <a href="https://nvlpubs.nist.gov/nistpubs/Legacy/SP/nistspecialpublication800-38d.pdf">NIST SP 800-38D</a>, section 8.2.2 for random vectors: at
 *     most 2^32 members a key
 */
final class Sealing {

    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final int VECTOR_BYTES = 12;
    private static final int TAG_BITS = 128;

    /** The first of what is authenticated, so that another way of encrypting can never be taken for this one. */
    private static final String SCHEME = "commandery-personal-1";

    private static final SecureRandom RANDOM = new SecureRandom();

    private Sealing() {}

    /** @return the vector, then the encrypted text with its tag */
    static byte[] seal(SubjectKey key, Place place, String path, byte[] plain) {
        byte[] vector = new byte[VECTOR_BYTES];
        RANDOM.nextBytes(vector);
        try {
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, key, vector, place, path).doFinal(plain);
            return ByteBuffer.allocate(VECTOR_BYTES + sealed.length)
                    .put(vector)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a member cannot be encrypted with %s".formatted(key), e);
        }
    }

    /** @throws GeneralSecurityException when it was not sealed with this key for this place and path */
    static byte[] open(SubjectKey key, Place place, String path, byte[] sealed) throws GeneralSecurityException {
        if (sealed.length <= VECTOR_BYTES) {
            throw new GeneralSecurityException("it is cut off");
        }
        byte[] vector = new byte[VECTOR_BYTES];
        System.arraycopy(sealed, 0, vector, 0, VECTOR_BYTES);
        return cipher(Cipher.DECRYPT_MODE, key, vector, place, path)
                .doFinal(sealed, VECTOR_BYTES, sealed.length - VECTOR_BYTES);
    }

    private static Cipher cipher(int mode, SubjectKey key, byte[] vector, Place place, String path)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(ALGORITHM);
        cipher.init(mode, key.key(), new GCMParameterSpec(TAG_BITS, vector));
        cipher.updateAAD(authenticated(SCHEME, key.subject(), place.kind(), place.id(), place.type(), path));
        return cipher;
    }

    /** Each text with its length before it, so that no two lists are written alike. */
    private static byte[] authenticated(String... texts) {
        List<byte[]> parts = Stream.of(texts)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
        ByteBuffer all = ByteBuffer.allocate(
                parts.stream().mapToInt(part -> Integer.BYTES + part.length).sum());
        parts.forEach(part -> all.putInt(part.length).put(part));
        return all.array();
    }
}
