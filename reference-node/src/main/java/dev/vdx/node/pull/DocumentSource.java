package dev.vdx.node.pull;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** Where an agency's documents come from when another agency asks. Safe for several threads. */
public interface DocumentSource extends AutoCloseable {
    /**
     * The documents of this type under these search keys; none where nothing matches.
     *
     * @throws IOException if the source does not answer just now
     */
    List<Found> find(String documentType, Map<String, String> keys) throws IOException;

    /** Lets go of connections. */
    @Override
    default void close() {}

    /**
     * A document that was found.
     *
     * @param name as the envelope is to name it
     * @param mediaType such as {@code application/pdf}
     * @param content its bytes
     */
    record Found(String name, String mediaType, Content content) {}

    /** Opens a document's bytes. */
    interface Content {
        /** Opens them; the caller closes. */
        InputStream open() throws IOException;
    }
}
