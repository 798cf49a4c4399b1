package dev.vdx.model;

import static dev.vdx.model.Actor.OPERATOR;
import static dev.vdx.model.Actor.SIGNER;
import static dev.vdx.model.Actor.VERIFIER;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every kind of finding, with its consequence in the words of EN 319 102-1. A code's meaning never changes; the list
 * is {@code spec/report.md}, the texts are the report room's {@code findings_*.properties}.
 */
public enum FindingCode {
    // The file as a whole.
    UNKNOWN_FORMAT(Effect.UNREADABLE, VERIFIER),
    FORMAT_NOT_SUPPORTED(Effect.UNREADABLE, VERIFIER),
    INSPECTS_PDF_ONLY(Effect.UNREADABLE, VERIFIER),
    EMPTY_FILE(Effect.UNREADABLE, VERIFIER),
    MALFORMED(Effect.UNREADABLE, VERIFIER),
    LIMIT_EXCEEDED(Effect.UNREADABLE, VERIFIER),
    PASSWORD_NEEDED(Effect.UNREADABLE, VERIFIER),
    SIGNATURE_STRIPPED(Effect.FAILED, VERIFIER),
    ENTRY_NOT_SIGNED(Effect.FAILED, VERIFIER),

    // What a document says for machines (spec/thai-certificate.md).
    TWINS_DISAGREE(Effect.INDETERMINATE, SIGNER),

    // What a directory of parties has against it (spec/exchange.md).
    SIGNER_NOT_LISTED(Effect.INDETERMINATE, VERIFIER),
    EXCHANGE_MISMATCH(Effect.FAILED, VERIFIER),
    DIRECTORY_NOT_TRUSTED(Effect.INDETERMINATE, VERIFIER),

    // Format checking (5.2.2).
    SIGNATURE_MALFORMED(SubIndication.FORMAT_FAILURE, Effect.FAILED, SIGNER),
    NO_SIGNER(SubIndication.FORMAT_FAILURE, Effect.FAILED, SIGNER),
    SEVERAL_SIGNERS(SubIndication.FORMAT_FAILURE, Effect.FAILED, SIGNER),
    BYTE_RANGE_INVALID(SubIndication.FORMAT_FAILURE, Effect.FAILED, SIGNER),
    REVISION_NOT_COVERED(SubIndication.FORMAT_FAILURE, Effect.FAILED, SIGNER),
    CHANGED_AFTER_SIGNING(SubIndication.FORMAT_FAILURE, Effect.FAILED, VERIFIER),
    CRITICAL_HEADER_INVALID(SubIndication.FORMAT_FAILURE, Effect.FAILED, SIGNER),
    SUBFILTER_NOT_SUPPORTED(SubIndication.FORMAT_FAILURE, Effect.INDETERMINATE, VERIFIER),
    EVIDENCE_RECORD_NOT_SUPPORTED(SubIndication.FORMAT_FAILURE, Effect.INDETERMINATE, VERIFIER),
    ALGORITHM_NOT_SUPPORTED(SubIndication.SIG_CRYPTO_FAILURE, Effect.INDETERMINATE, VERIFIER),
    ATTRIBUTES_NOT_DER(Severity.WARNING, SIGNER),
    NOT_BASELINE(Severity.WARNING, SIGNER),
    SIGNING_TIME_IN_SIGNATURE(Severity.WARNING, SIGNER),
    REVOCATION_IN_SIGNATURE(Severity.WARNING, SIGNER),

    // Identification of the signing certificate (5.2.3).
    SIGNING_CERTIFICATE_NOT_FOUND(SubIndication.NO_SIGNING_CERTIFICATE_FOUND, Effect.INDETERMINATE, SIGNER),
    SIGNING_CERTIFICATE_MISMATCH(SubIndication.NO_SIGNING_CERTIFICATE_FOUND, Effect.INDETERMINATE, SIGNER),
    SIGNING_CERTIFICATE_ATTRIBUTE_MISSING(Severity.WARNING, SIGNER),

    // Cryptographic verification (5.2.7).
    SIGNED_DATA_NOT_FOUND(SubIndication.SIGNED_DATA_NOT_FOUND, Effect.INDETERMINATE, VERIFIER),
    DIGEST_MISMATCH(SubIndication.HASH_FAILURE, Effect.FAILED, VERIFIER),
    SIGNATURE_MISMATCH(SubIndication.SIG_CRYPTO_FAILURE, Effect.FAILED, VERIFIER),

    // Validation context and X.509 validation (5.2.4, 5.2.6).
    NO_TRUST_GIVEN(SubIndication.NO_CERTIFICATE_CHAIN_FOUND, Effect.INDETERMINATE, VERIFIER),
    CHAIN_NOT_FOUND(SubIndication.NO_CERTIFICATE_CHAIN_FOUND, Effect.INDETERMINATE, VERIFIER),
    CHAIN_INVALID(SubIndication.CERTIFICATE_CHAIN_GENERAL_FAILURE, Effect.INDETERMINATE, OPERATOR),
    CHAIN_CONSTRAINTS_VIOLATED(SubIndication.CHAIN_CONSTRAINTS_FAILURE, Effect.INDETERMINATE, OPERATOR),
    CERTIFICATE_NOT_YET_VALID(SubIndication.NOT_YET_VALID, Effect.FAILED, SIGNER),
    CERTIFICATE_EXPIRED(SubIndication.OUT_OF_BOUNDS_NO_POE, Effect.INDETERMINATE, SIGNER),
    CERTIFICATE_EXPIRED_AT_SIGNING(SubIndication.EXPIRED, Effect.FAILED, SIGNER),
    CERTIFICATE_USE_NOT_ALLOWED(SubIndication.CHAIN_CONSTRAINTS_FAILURE, Effect.INDETERMINATE, SIGNER),
    CERTIFICATE_REVOKED(SubIndication.REVOKED_NO_POE, Effect.INDETERMINATE, SIGNER),
    CERTIFICATE_REVOKED_AT_SIGNING(SubIndication.REVOKED, Effect.FAILED, SIGNER),
    CA_REVOKED(SubIndication.REVOKED_CA_NO_POE, Effect.INDETERMINATE, OPERATOR),
    CERTIFICATE_ON_HOLD(SubIndication.TRY_LATER, Effect.INDETERMINATE, SIGNER),
    REVOCATION_UNKNOWN(SubIndication.TRY_LATER, Effect.INDETERMINATE, OPERATOR),
    REVOCATION_NOT_FRESH(SubIndication.TRY_LATER, Effect.INDETERMINATE, OPERATOR),
    REVOCATION_UNUSABLE(Severity.WARNING, OPERATOR),
    FETCH_FAILED(Severity.WARNING, OPERATOR),

    // Signature acceptance (5.2.8).
    ALGORITHM_NOT_ACCEPTABLE(SubIndication.CRYPTO_CONSTRAINTS_FAILURE_NO_POE, Effect.INDETERMINATE, SIGNER),
    ALGORITHM_NOT_ACCEPTABLE_AT_SIGNING(SubIndication.CRYPTO_CONSTRAINTS_FAILURE, Effect.INDETERMINATE, SIGNER),
    CLAIMED_TIME_IN_FUTURE(Severity.WARNING, SIGNER),
    LEVEL_TOO_LOW(SubIndication.SIG_CONSTRAINTS_FAILURE, Effect.INDETERMINATE, SIGNER),
    DEPARTURE_REFUSED(SubIndication.SIG_CONSTRAINTS_FAILURE, Effect.INDETERMINATE, SIGNER),
    TIMESTAMP_TOO_LATE(SubIndication.SIG_CONSTRAINTS_FAILURE, Effect.INDETERMINATE, SIGNER),

    // Time-stamps (5.4, 5.5).
    TIMESTAMP_IMPRINT_MISMATCH(Severity.WARNING, SIGNER),
    TIMESTAMP_INVALID(Severity.WARNING, OPERATOR),
    TIMESTAMP_NOT_TRUSTED(Severity.WARNING, VERIFIER),
    TIMESTAMP_BEFORE_SIGNATURE(Severity.WARNING, SIGNER),
    TIMESTAMP_BEFORE_CERTIFICATE(SubIndication.TIMESTAMP_ORDER_FAILURE, Effect.INDETERMINATE, SIGNER),

    // What may have been prepared in a file before it is signed.
    PREPARED_HIDDEN_TEXT(Severity.WARNING, SIGNER),
    PREPARED_COVERED_TEXT(Severity.WARNING, SIGNER),
    PREPARED_HIDDEN_OBJECT(Severity.WARNING, SIGNER),
    PREPARED_FIELD_MISMATCH(Severity.WARNING, SIGNER),
    PREPARED_LAYER(Severity.WARNING, SIGNER),
    PREPARED_ACTION(Severity.WARNING, SIGNER),
    PREPARED_FONT_MISSING(Severity.WARNING, SIGNER),
    PREPARED_FONT_MISMATCH(Severity.WARNING, SIGNER),
    PREPARED_EXTERNAL_CONTENT(Severity.WARNING, SIGNER),
    PREPARED_EARLIER_CONTENT(Severity.WARNING, SIGNER),
    PREPARED_LOOSE_BYTES(Severity.WARNING, SIGNER),
    PREPARED_NOT_CHECKED(Severity.WARNING, SIGNER),
    PREPARED_SCANNED_TEXT(Severity.INFO, SIGNER),
    PREPARED_LINK(Severity.INFO, SIGNER),
    PREPARED_FONT_STANDARD(Severity.INFO, SIGNER),
    PREPARED_UNUSED_OBJECTS(Severity.INFO, SIGNER),
    PREPARED_UPDATES(Severity.INFO, SIGNER);

    private final Severity severity;
    private final Effect effect;
    private final @Nullable SubIndication subIndication;
    private final Actor who;

    FindingCode(Effect effect, Actor who) {
        this(Severity.ERROR, effect, null, who);
    }

    FindingCode(SubIndication subIndication, Effect effect, Actor who) {
        this(Severity.ERROR, effect, subIndication, who);
    }

    FindingCode(Severity severity, Actor who) {
        this(severity, Effect.NONE, null, who);
    }

    FindingCode(Severity severity, Effect effect, @Nullable SubIndication subIndication, Actor who) {
        this.severity = severity;
        this.effect = effect;
        this.subIndication = subIndication;
        this.who = who;
    }

    /** How much it weighs. */
    public Severity severity() {
        return severity;
    }

    /** What it does to the indication or outcome. */
    public Effect effect() {
        return effect;
    }

    /** The sub-indication it leads to, where it decides a signature's indication. */
    public Optional<SubIndication> subIndication() {
        return Optional.ofNullable(subIndication);
    }

    /** Who can act on it. */
    public Actor who() {
        return who;
    }
}
