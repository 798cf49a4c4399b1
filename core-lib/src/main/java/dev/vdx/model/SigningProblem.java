package dev.vdx.model;

/** Why something could not be signed; the words for people are made by the report room. */
public enum SigningProblem {
    /** The document is not one we can read: details say where. */
    DOCUMENT_UNREADABLE(4),
    /** The document must not be signed as it is: details say why (certified against changes, encrypted, damaged). */
    DOCUMENT_REFUSES(1),
    /** The document is encrypted. */
    ENCRYPTED(1),
    /** The document is certified, and the certification forbids any further signature. */
    CERTIFIED(1),
    /** The document has a signature already, and a certification must be the first one. */
    CERTIFICATION_LATE(1),
    /** The document has a signature already, and further seals would stand over what was signed. */
    SEALS_LATE(1),
    /** An earlier signature locks the field: details name it. */
    FIELD_LOCKED(1),
    /** The form has no such field: details name it, and those that there are. */
    FIELD_NOT_FOUND(1),
    /** The field is not for signatures: details name it, and those that are. */
    FIELD_OTHER_KIND(1),
    /** The field is signed already: details name it. */
    FIELD_SIGNED(1),
    /** The field says itself what signing it locks, and another lock was asked for: details name it. */
    FIELD_LOCKS_ITSELF(1),
    /** What was asked for is not done with files of this kind: details say of which kind one must be, and what this one is. */
    KIND_WRONG(64),
    /** This format, level or feature is not supported. */
    NOT_SUPPORTED(64),
    /** The key file or token cannot be opened: wrong password, wrong type. */
    KEY_UNREADABLE(66),
    /** The key store holds no key, or several. */
    KEY_NOT_FOUND(66),
    /** The URI of a key is not one we take: details name the attribute. */
    KEY_URI_INVALID(64),
    /** Several keys or tokens match: details list them. */
    KEY_AMBIGUOUS(66),
    /** The PKCS#11 library does not serve. */
    TOKEN_UNUSABLE(66),
    /** No token matches, or it was taken out. */
    TOKEN_MISSING(66),
    /** No key on the token matches. */
    KEY_NOT_ON_TOKEN(66),
    /** The token refused the PIN; no other is tried in this process. */
    PIN_REFUSED(66),
    /** The PIN is locked, or a wrong one would lock it; it was not tried. */
    PIN_LOCKED(66),
    /** A signing service cannot be reached, or does not serve. */
    REMOTE_UNREACHABLE(66),
    /** A signing service does not know us: access token expired, or client secret wrong. */
    REMOTE_LOGIN_REFUSED(66),
    /** A signing service holds no such credential for us. */
    REMOTE_CREDENTIAL_UNKNOWN(66),
    /** A signing service refused the PIN or one-time password; this key asks with none again. */
    REMOTE_PIN_REFUSED(66),
    /** A signing service refused for another reason. */
    REMOTE_REFUSED(66),
    /** What a signing service answered is not what the API has. */
    REMOTE_UNSOUND(66),
    /** The private key does not belong to the certificate. */
    KEY_MISMATCH(1),
    /** The signing certificate is expired. */
    CERTIFICATE_EXPIRED(1),
    /** The signing certificate is not valid yet. */
    CERTIFICATE_NOT_YET_VALID(1),
    /** The key failed to sign. */
    KEY_FAILED(1),
    /** What is to be finished is not what was prepared: details say what differs. */
    PREPARED_OTHER(1),
    /** The signature value that came from elsewhere does not verify. */
    VALUE_UNSOUND(1),
    /** The time-stamp authority could not be reached, or did not answer in time. */
    TIMESTAMP_UNREACHABLE(2),
    /** The time-stamp authority refused: details give its status. */
    TIMESTAMP_REFUSED(2),
    /** The time-stamp authority asks us to slow down (HTTP 429). */
    TIMESTAMP_LIMITED(2),
    /** What the time-stamp authority answered is no sound token: details say why. */
    TIMESTAMP_UNSOUND(2),
    /** None of several time-stamp authorities gave a sound token: details give each one's reason. */
    TIMESTAMP_NONE(2),
    /** A time-stamp authority is needed, and none was named: details say what for. */
    TIMESTAMP_NEEDED(64),
    /** A certificate that the signature rests on is revoked or on hold: details say whose, since when and why. */
    CERTIFICATE_REVOKED(1),
    /** Nothing tells whether a certificate was revoked: details say whose, and what its addresses answered. */
    REVOCATION_UNKNOWN(2),
    /** A certificate names no place that tells whether it was revoked: details say whose. */
    REVOCATION_NOWHERE(2),
    /** A certificate leads to no root, or to nobody trusted: details say whose, and which issuer is missing. */
    CHAIN_NOT_FOUND(1),
    /** A certificate leads to no root because where its issuer is published does not answer: details say whose, and why. */
    ISSUER_UNREACHABLE(2),
    /** There is no signature to extend, to counter-sign or to sign beside. */
    NOT_SIGNED(3),
    /** A signature of the document is not valid: details say which, and why. */
    SIGNATURE_FAILED(1),
    /** A signature of the document is not proven valid: details say which, and why. */
    SIGNATURE_NOT_PROVEN(2),
    /** One more signature would break one that is there: details say which. */
    BREAKS_SIGNATURE(1),
    /** What the signature signs is not in the file, and was not given. */
    CONTENT_NEEDED(64),
    /** The level asked for is already there: details say which. */
    LEVEL_REACHED(64),
    /** The record of a pending document is not readable, or the document is not the one it names: details say what. */
    PENDING_OTHER(1),
    /** Another process is raising what is pending in that folder. */
    PENDING_BUSY(2),
    /** A file cannot be read or written: details say which, and why. */
    FILE_FAILED(66),
    /** The seal cannot be drawn as asked: details say why. */
    SEAL_INVALID(64),
    /** The text a seal is to go beside is nowhere in the document: details say which. */
    SEAL_ANCHOR_NOT_FOUND(64),
    /** The text a seal is to go beside is found more often than was meant, or less: details say which, and how often. */
    SEAL_ANCHOR_UNCLEAR(64);

    private final int exitCode;

    SigningProblem(int exitCode) {
        this.exitCode = exitCode;
    }

    /** Whether the same may succeed later, because a service that is needed does not serve just now. */
    public boolean passes() {
        return switch (this) {
            case TIMESTAMP_UNREACHABLE,
                    TIMESTAMP_REFUSED,
                    TIMESTAMP_LIMITED,
                    TIMESTAMP_UNSOUND,
                    TIMESTAMP_NONE,
                    REVOCATION_UNKNOWN,
                    ISSUER_UNREACHABLE -> true;
            default -> false;
        };
    }

    /** The exit code of {@code vdx sign} and {@code vdx extend} for this problem. */
    public int exitCode() {
        return exitCode;
    }
}
