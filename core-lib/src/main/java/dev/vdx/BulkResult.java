package dev.vdx;

/**
 * What became of the documents of one run.
 *
 * @param signed how many were signed, all of them by one signature
 * @param kept how many had been signed by an earlier run: their outputs were there
 * @param refused how many could not be signed, and were left out
 */
public record BulkResult(int signed, int kept, int refused) {}
