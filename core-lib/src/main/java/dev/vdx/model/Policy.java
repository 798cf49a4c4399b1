package dev.vdx.model;

import java.util.Optional;

/**
 * What a verifier demands where EN 319 102-1 leaves it to a signature validation policy. It says nothing about alterations: no
 * policy can turn a detected one into a pass.
 *
 * @param name its name
 * @param digest SHA-256 of the file it came from, in hexadecimal; empty for those that come with VDX
 * @param algorithms until when which algorithms are acceptable
 * @param signature what each signature must have
 * @param revocation when revocation data is fresh
 */
public record Policy(
        String name,
        Optional<String> digest,
        AlgorithmDates algorithms,
        SignatureDemands signature,
        RevocationDemands revocation) {

    /** The dates of TS 119 312, and nothing relaxed; what departs from the ETSI baseline is a warning. */
    public static final Policy STRICT = new Policy(
            "strict", Optional.empty(), AlgorithmDates.TS_119_312, SignatureDemands.NONE, RevocationDemands.USUAL);

    /** How reports name it: {@code strict}, {@code our-policy sha256:0a1b…}. */
    public String label() {
        return digest.map(d -> name + " sha256:" + d).orElse(name);
    }
}
