package dev.vdx;

import dev.vdx.model.SigningException;

/** Hears what becomes of each document; called by one thread at a time, in no order. */
public interface BulkListener {

    /** It is ready to be signed: the first of two passes. */
    default void prepared(BulkDocument document) {}

    /** It is signed, and in its place. */
    void signed(BulkDocument document);

    /** Its output was there before, and was left alone. */
    void kept(BulkDocument document);

    /** It cannot or must not be signed, and was left out; the others go on. */
    void refused(BulkDocument document, SigningException why);
}
