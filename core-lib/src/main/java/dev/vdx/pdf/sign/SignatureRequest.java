package dev.vdx.pdf.sign;

import dev.vdx.seal.SealSpec;
import java.time.Instant;
import java.util.Optional;

/**
 * How one PDF is to be signed.
 *
 * @param field name of the signature field: an existing empty one is filled, else one is made; empty makes
 *     {@code Signature1} or the next number free
 * @param reason why, shown by viewers
 * @param location where, shown by viewers
 * @param seal the visible seal, if any
 * @param time the claimed signing time, {@code /M}
 */
public record SignatureRequest(
        Optional<String> field,
        Optional<String> reason,
        Optional<String> location,
        Optional<SealSpec> seal,
        Instant time) {

    /** An invisible signature at this time. */
    public static SignatureRequest at(Instant time) {
        return new SignatureRequest(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), time);
    }
}
