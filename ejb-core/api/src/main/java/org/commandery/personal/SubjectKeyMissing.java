package org.commandery.personal;

import java.io.Serial;
import java.util.UUID;

/** A key is gone and nobody has forgotten its subject: it was lost, or the events were moved to a place without their keys. */
public final class SubjectKeyMissing extends PersonalDataException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * @param keyId the key's id
     * @param member the path to the member that it is needed for, as in {@code guests[0].name}
     * @param place what it is a member of, as in {@code event 0f0e… of 'order-placed'}
     */
    public SubjectKeyMissing(UUID keyId, String member, String place) {
        super(
                502,
                "'%s' of %s is encrypted with the key %s, which is neither there nor recorded as forgotten: bring the table subject_keys, or the service that has the keys, back"
                        .formatted(member, place, keyId),
                null);
    }
}
