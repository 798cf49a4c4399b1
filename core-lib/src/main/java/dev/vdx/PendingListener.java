package dev.vdx;

import dev.vdx.model.SigningException;
import dev.vdx.pending.Pending;
import java.nio.file.Path;

/** Hears of each pending document once, in the order they are looked at. */
public interface PendingListener {

    /** The level that was asked for is reached; the record is gone. */
    void raised(Pending document);

    /**
     * It stays pending.
     *
     * @param record the file that says so
     * @param why what is in the way; {@code FILE_FAILED} where a file cannot be read or written
     */
    void remains(Path record, SigningException why);
}
