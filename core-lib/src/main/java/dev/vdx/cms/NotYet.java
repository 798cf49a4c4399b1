package dev.vdx.cms;

/** Stands in for what is being built. */
final class NotYet {
    private NotYet() {}

    @SuppressWarnings({"DoNotCallSuggester", "TypeParameterUnusedInFormals"})
    static <T> T value() {
        throw new UnsupportedOperationException("being built");
    }
}
