package dev.vdx.model;

/** Something that was read, and can be had in its encoding again. */
@FunctionalInterface
public interface Encoded {

    /** Its encoding, made now. */
    byte[] encoded();
}
