package dev.vdx;

import dev.vdx.model.SignedDocument;
import dev.vdx.model.SigningException;
import dev.vdx.model.ValidationData;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** A signed document of one format that can be made to last, step by step. Not shared. */
interface Raisable {
    /** As it is now; what cannot be read is refused. */
    SignedDocument read() throws SigningException, IOException;

    /** Gives a time to signatures that have none: level T. */
    void timestamp() throws SigningException, IOException;

    /**
     * Adds what proves signatures: level LT.
     *
     * @param chosen some of its signatures
     * @param data what proves each of them
     */
    void prove(SignedDocument chosen, List<ValidationData> data) throws SigningException, IOException;

    /** Adds a time-stamp over all that: level LTA. */
    void archive() throws SigningException, IOException;

    /** Writes all that is not written yet. */
    void finish(OutputStream out) throws IOException;
}
