package dev.vdx.node.store;

/** The database or the documents' folder does not work just now; what was asked for has not happened. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean full;

    StoreException(String message, Throwable cause) {
        super(message, cause);
        this.full = says(cause, "No space left") || says(cause, "SQLITE_FULL");
    }

    StoreException(String message) {
        super(message);
        this.full = false;
    }

    private static boolean says(Throwable cause, String words) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (String.valueOf(t.getMessage()).contains(words)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the disk is full. */
    public boolean full() {
        return full;
    }
}
