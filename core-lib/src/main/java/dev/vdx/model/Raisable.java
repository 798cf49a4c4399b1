package dev.vdx.model;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** A signed document of one format that can be made to last, step by step. Not shared. */
public interface Raisable {
    /**
     * As it is now.
     *
     * @throws SigningException if it cannot be read: says why
     * @throws IOException if it cannot be had
     */
    SignedDocument read() throws SigningException, IOException;

    /** Gives a time to signatures that have none: level T. */
    void timestamp() throws SigningException, IOException;

    /**
     * Adds what proves signatures: level LT.
     *
     * @param chosen some of its signatures, the last ones
     * @param proofs what proves each of them, in their order
     */
    void prove(SignedDocument chosen, List<Proof> proofs) throws SigningException, IOException;

    /** Adds a time-stamp over all that, as it was last read: level LTA. */
    void archive() throws SigningException, IOException;

    /**
     * Writes all that is not written yet.
     *
     * @throws IOException if that fails
     */
    void finish(OutputStream out) throws IOException;
}
