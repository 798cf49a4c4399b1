package dev.vdx.xml;

import dev.vdx.model.DigestAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** What an XML signature may name outside of its own file: entries of a container, files given beside it. */
public interface XmlContent {

    /**
     * What a signature names.
     *
     * @param uri its name, as it stands in the reference
     * @param algorithm of the digest
     * @param digest what its digest has to be
     */
    record Named(String uri, DigestAlgorithm algorithm, byte[] digest) {}

    /**
     * The bytes that go by this name or this digest; empty where there are none.
     *
     * @throws XmlException LIMIT_EXCEEDED if that takes too long
     * @throws IOException if they cannot be read
     */
    Optional<InputStream> open(Named named) throws XmlException, IOException;

    /** Whether what {@link #open} gives is told by its digest, which then needs no second look. */
    default boolean byDigest() {
        return false;
    }

    /** Whether what is not here may be elsewhere; else a signature that names it does not hold. */
    default boolean mayLack() {
        return false;
    }

    /**
     * Whether all that has to be signed is what these name.
     *
     * @throws XmlException LIMIT_EXCEEDED if that takes too long
     * @throws IOException if it cannot be read
     */
    default boolean allSigned(List<Named> named) throws XmlException, IOException {
        return true;
    }
}
