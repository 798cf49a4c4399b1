package dev.vdx.model;

import java.util.List;

/**
 * What a signature lacks of what proves it, each piece once.
 *
 * @param signer for its signer's certificate
 * @param counters for those who counter-signed it, and their time-stamps
 * @param timestamps for the authorities of its own time-stamps
 */
public record Additions(ValidationData signer, ValidationData counters, ValidationData timestamps) {

    /**
     * Of one signature.
     *
     * @param signatures it, and behind it those that counter-sign it
     * @param proofs what proves each of them
     */
    public static Additions of(List<SignatureFacts> signatures, List<Proof> proofs) {
        ValidationData held =
                signatures.stream().map(SignatureFacts::held).reduce(ValidationData.NONE, ValidationData::and);
        ValidationData signer = proofs.get(0).signer().without(held);
        ValidationData timestamps = proofs.get(0).timestamps().without(held);
        ValidationData known = held.and(signer).and(timestamps);
        ValidationData counters = ValidationData.NONE;
        for (Proof each : proofs.subList(1, proofs.size())) {
            counters = counters.and(each.all().without(known.and(counters)));
        }
        return new Additions(signer, counters, timestamps);
    }
}
