package dev.vdx.model;

/**
 * Which bytes of the file a signature covers.
 *
 * @param wholeFile everything but the signature value itself
 * @param revision everything up to the end of the revision that holds it, but the signature value itself
 * @param end offset just behind the last covered byte; orders the signatures of a file in time
 */
public record Coverage(boolean wholeFile, boolean revision, long end) {}
