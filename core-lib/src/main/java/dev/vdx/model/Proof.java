package dev.vdx.model;

/**
 * What proves one signature once its certificates have expired and their authorities are gone.
 *
 * @param signer for the signer's certificate
 * @param timestamps for those of its time-stamps, whatever the former has not
 */
public record Proof(ValidationData signer, ValidationData timestamps) {

    /** Both together. */
    public ValidationData all() {
        return signer.and(timestamps);
    }
}
