package dev.vdx.trust;

/** Nothing was fetched; the message says why in a few words fit for a finding. */
public final class FetchException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With the reason in a few words, such as {@code HTTP 404}. */
    public FetchException(String reason) {
        super(reason);
    }

    /** The reason in a few words. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
