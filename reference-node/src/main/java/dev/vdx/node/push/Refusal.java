package dev.vdx.node.push;

import dev.vdx.exchange.ExchangeException;
import dev.vdx.exchange.ExchangeProblem;

/** A message, receipt or draft is not taken; says why, who erred, and the HTTP status for it. */
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    public Refusal(int status, String code, String detail) {
        super(detail);
        this.status = status;
        this.code = code;
    }

    /** The refusal for what is not sound. */
    public static Refusal of(ExchangeException e) {
        return new Refusal(status(e.problem()), e.problem().code(), e.detail());
    }

    private static int status(ExchangeProblem problem) {
        return switch (problem) {
            case MALFORMED -> 400;
            case OVER_LIMIT -> 413;
            case PARTY_UNKNOWN, SIGNER_NOT_LISTED -> 403;
            case NOT_FOR_US -> 421;
            case SIGNATURE_INVALID, DOCUMENT_MISMATCH, OTHER_MESSAGE, CLOCK -> 422;
            case SIGNATURE_NOT_PROVEN, DIRECTORY_ROLLED_BACK, DIRECTORY_EXPIRED -> 503;
        };
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    /** The code in the problem's type ({@code spec/exchange.md}, 8). */
    public String code() {
        return code;
    }

    /** What the matter is, in English, without content of documents. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
