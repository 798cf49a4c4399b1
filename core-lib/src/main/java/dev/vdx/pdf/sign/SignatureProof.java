package dev.vdx.pdf.sign;

import dev.vdx.model.ValidationData;

/**
 * What proves one signature or document time-stamp of a PDF.
 *
 * @param end offset just behind what it covers, by which it is known
 * @param data certificates and revocation data
 */
public record SignatureProof(long end, ValidationData data) {}
