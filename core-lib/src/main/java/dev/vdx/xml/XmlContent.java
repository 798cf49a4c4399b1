package dev.vdx.xml;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** What an XML signature may name outside of its own file: entries of a container, files given beside it. */
public interface XmlContent {
    /** Nothing. */
    XmlContent NONE = uri -> Optional.empty();

    /**
     * The bytes of this name; empty where there are none.
     *
     * @throws IOException if they cannot be read
     */
    Optional<InputStream> open(String uri) throws IOException;
}
