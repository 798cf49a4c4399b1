package dev.vdx.pdf.sign;

import dev.vdx.model.Certification;
import dev.vdx.model.FieldLock;
import dev.vdx.seal.SealSpec;
import java.time.Instant;
import java.util.Optional;

/**
 * How one PDF is to be signed.
 *
 * @param field name of the signature field: an existing empty one is filled, else one is made; empty makes
 *     {@code Signature1} or the next number free
 * @param mustExist whether the field must be there already
 * @param reason why, shown by viewers
 * @param location where, shown by viewers
 * @param seal the visible seal, if any
 * @param certification what may still change, if the document is to be certified
 * @param lock which fields must not change any more, beside what the field itself says
 * @param time the claimed signing time, {@code /M}
 */
public record SignatureRequest(
        Optional<String> field,
        boolean mustExist,
        Optional<String> reason,
        Optional<String> location,
        Optional<SealSpec> seal,
        Optional<Certification> certification,
        Optional<FieldLock> lock,
        Instant time) {

    /** An invisible signature at this time. */
    public static SignatureRequest at(Instant time) {
        return new SignatureRequest(
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                time);
    }

    /** In the field of this name, which is made where there is none. */
    public SignatureRequest inField(String name) {
        return new SignatureRequest(Optional.of(name), false, reason, location, seal, certification, lock, time);
    }

    /** In the field of this name, which is there. */
    public SignatureRequest inExistingField(String name) {
        return new SignatureRequest(Optional.of(name), true, reason, location, seal, certification, lock, time);
    }

    /** For this reason. */
    public SignatureRequest because(String why) {
        return new SignatureRequest(field, mustExist, Optional.of(why), location, seal, certification, lock, time);
    }

    /** At this place. */
    public SignatureRequest where(String place) {
        return new SignatureRequest(field, mustExist, reason, Optional.of(place), seal, certification, lock, time);
    }

    /** With this seal. */
    public SignatureRequest showing(SealSpec visible) {
        return new SignatureRequest(
                field, mustExist, reason, location, Optional.of(visible), certification, lock, time);
    }

    /** As the author's, who allows no more than this. */
    public SignatureRequest certifying(Certification allowed) {
        return new SignatureRequest(field, mustExist, reason, location, seal, Optional.of(allowed), lock, time);
    }

    /** With these fields locked. */
    public SignatureRequest locking(FieldLock fields) {
        return new SignatureRequest(field, mustExist, reason, location, seal, certification, Optional.of(fields), time);
    }

    /** At another time. */
    public SignatureRequest timed(Instant other) {
        return new SignatureRequest(field, mustExist, reason, location, seal, certification, lock, other);
    }
}
