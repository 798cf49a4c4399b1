package dev.vdx.pdf.sign;

import dev.vdx.model.Certification;
import dev.vdx.model.FieldLock;
import dev.vdx.seal.SealSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How one PDF is to be signed.
 *
 * @param field name of the signature field: an existing empty one is filled, else one is made; empty makes
 *     {@code Signature1} or the next number free
 * @param mustExist whether the field must be there already
 * @param reason why, shown by viewers
 * @param location where, shown by viewers
 * @param seals what is shown: the first is the signature's own, the others stand elsewhere in the document (spec/seal.md)
 * @param certification what may still change, if the document is to be certified
 * @param lock which fields must not change any more, beside what the field itself says
 * @param time the claimed signing time, {@code /M}
 */
public record SignatureRequest(
        Optional<String> field,
        boolean mustExist,
        Optional<String> reason,
        Optional<String> location,
        List<SealSpec> seals,
        Optional<Certification> certification,
        Optional<FieldLock> lock,
        Instant time) {

    public SignatureRequest {
        seals = List.copyOf(seals);
    }

    /** An invisible signature at this time. */
    public static SignatureRequest at(Instant time) {
        return new SignatureRequest(
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                time);
    }

    /** In the field of this name, which is made where there is none. */
    public SignatureRequest inField(String name) {
        return new SignatureRequest(Optional.of(name), false, reason, location, seals, certification, lock, time);
    }

    /** In the field of this name, which is there. */
    public SignatureRequest inExistingField(String name) {
        return new SignatureRequest(Optional.of(name), true, reason, location, seals, certification, lock, time);
    }

    /** For this reason. */
    public SignatureRequest because(String why) {
        return new SignatureRequest(field, mustExist, Optional.of(why), location, seals, certification, lock, time);
    }

    /** At this place. */
    public SignatureRequest where(String place) {
        return new SignatureRequest(field, mustExist, reason, Optional.of(place), seals, certification, lock, time);
    }

    /** With this seal, and others elsewhere in the document. */
    public SignatureRequest showing(SealSpec... visible) {
        return new SignatureRequest(field, mustExist, reason, location, List.of(visible), certification, lock, time);
    }

    /** As the author's, who allows no more than this. */
    public SignatureRequest certifying(Certification allowed) {
        return new SignatureRequest(field, mustExist, reason, location, seals, Optional.of(allowed), lock, time);
    }

    /** With these fields locked. */
    public SignatureRequest locking(FieldLock fields) {
        return new SignatureRequest(
                field, mustExist, reason, location, seals, certification, Optional.of(fields), time);
    }

    /** At another time. */
    public SignatureRequest timed(Instant other) {
        return new SignatureRequest(field, mustExist, reason, location, seals, certification, lock, other);
    }
}
