package dev.vdx.model;

/**
 * What a verifier demands beyond the standard's own rules. No policy can turn a detected alteration into a pass.
 *
 * @param name the name reports give it
 */
public record Policy(String name) {

    /** The ETSI baseline, nothing relaxed. */
    public static final Policy STRICT = new Policy("strict");
}
