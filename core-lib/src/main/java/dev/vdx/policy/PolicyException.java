package dev.vdx.policy;

/** A file that is no policy: says what is wrong with it and where. */
public final class PolicyException extends Exception {
    private static final long serialVersionUID = 1L;

    PolicyException(String message) {
        super(message);
    }
}
