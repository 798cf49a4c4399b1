package dev.vdx.json;

/** How many JSON values one file may hold, all texts inside of texts counted, for each takes its part of the heap. */
final class Budget {
    private static final int HEAP_PER_VALUE = 512;

    private final long most;
    private long taken;

    /** At most this many, and as many as the heap has room for. */
    Budget(long most) {
        this.most = Math.min(most, Runtime.getRuntime().maxMemory() / HEAP_PER_VALUE);
    }

    void take() throws JsonException {
        taken++;
        check();
    }

    /** Says again that it was exceeded, where a reader took that for a fault of one header. */
    void check() throws JsonException {
        if (taken > most) {
            throw JsonException.limit("JSON values > " + most);
        }
    }
}
