package dev.vdx.node.http;

/** A caller asks too much; it may come back after some seconds. */
final class RateExceededException extends Exception {
    private static final long serialVersionUID = 1L;

    private final long seconds;

    RateExceededException(long seconds) {
        super("too many requests; wait " + seconds + " seconds");
        this.seconds = seconds;
    }

    long seconds() {
        return seconds;
    }
}
