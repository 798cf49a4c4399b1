package dev.vdx;

import java.nio.file.Path;

/**
 * One of many documents to sign at once.
 *
 * @param in the PDF; it stays as it is
 * @param out where the signed one goes; what is there already is left alone
 */
public record BulkDocument(Path in, Path out) {}
