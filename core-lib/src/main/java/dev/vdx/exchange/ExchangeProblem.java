package dev.vdx.exchange;

import java.util.Locale;

/** Why something of the exchange is refused; the codes are listed in {@code spec/exchange.md} and never change. */
public enum ExchangeProblem {
    /** Not the JSON or the container it should be. */
    MALFORMED,
    /** Over a limit of size or count. */
    OVER_LIMIT,
    /** The signature fails, or something was altered. */
    SIGNATURE_INVALID,
    /** The signature cannot be proven: no chain, no revocation data. */
    SIGNATURE_NOT_PROVEN,
    /** A document's size or digest is not the one the envelope names. */
    DOCUMENT_MISMATCH,
    /** The party is not in the directory. */
    PARTY_UNKNOWN,
    /** Signed with a certificate that the directory does not list for the party. */
    SIGNER_NOT_LISTED,
    /** Addressed to another party. */
    NOT_FOR_US,
    /** A receipt or answer speaks of another message. */
    OTHER_MESSAGE,
    /** The directory is older than the one known, or does not follow it. */
    DIRECTORY_ROLLED_BACK,
    /** The directory's validity is over or has not begun. */
    DIRECTORY_EXPIRED,
    /** A time lies in the future beyond the tolerated skew. */
    CLOCK;

    /** The word used in problem reports, such as {@code signature-invalid}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
