package dev.vdx.model;

import java.util.List;

/**
 * A document as its format room read it: what is signed, by what, and what changed since. No trust decision yet.
 *
 * @param format what it was read as
 * @param signatures every signature, oldest first
 * @param findings what was found about the file as a whole; one with {@link Effect#UNREADABLE} says it was not read
 */
public record SignedDocument(Format format, List<SignatureFacts> signatures, List<Finding> findings) {

    public SignedDocument {
        signatures = List.copyOf(signatures);
        findings = List.copyOf(findings);
    }

    /** A file that could not be read, and why. */
    public static SignedDocument unreadable(Format format, Finding why) {
        return new SignedDocument(format, List.of(), List.of(why));
    }
}
