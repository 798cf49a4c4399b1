package dev.vdx.verify;

/** The building blocks and rules of EN 319 102-1 that steps are told by. */
public enum Block {
    /** The document around the signature: what is covered, what changed since. */
    DOCUMENT("5.2.2"),
    /** The form of the signature itself. */
    FORMAT("5.2.2"),
    /** Which certificate it was made with. */
    IDENTIFICATION("5.2.3"),
    /** What it is judged by: anchors, chains. */
    CONTEXT("5.2.4"),
    /** What revocation data says of one certificate. */
    REVOCATION("5.2.5"),
    /** One chain of certificates. */
    CHAIN("5.2.6"),
    /** Digest and signature value. */
    CRYPTOGRAPHY("5.2.7"),
    /** Algorithms, and the claimed time. */
    ACCEPTANCE("5.2.8"),
    /** That a time-stamp covers what it should. */
    IMPRINT("5.4.4"),
    /** What a time-stamp came to. */
    TIMESTAMP("5.4"),
    /** What a time-stamp that passed proves to have existed. */
    PROOF("5.6.2.3"),
    /** The time the signature is judged for. */
    TIME("5.5.4"),
    /** What the policy demands of the signature. */
    POLICY("5.2.8.4.1"),
    /** What it all came to. */
    CONCLUSION("5.1.3");

    private final String clause;

    Block(String clause) {
        this.clause = clause;
    }

    /** Its clause in EN 319 102-1. */
    public String clause() {
        return clause;
    }
}
