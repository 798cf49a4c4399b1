package dev.vdx.xml;

/** What XML signatures are like beyond the baseline. */
public enum XmlProfile {
    /** XAdES baseline (EN 319 132-1, 6.3). */
    BASELINE,
    /**
     * As Thai e-Tax invoices are signed: the whole document by {@code URI=""}, inclusive Canonical XML 1.0, SHA-512, the signing
     * certificate named as in the first version of XAdES (TS 101 903, 7.2.2), Bangkok's time.
     */
    E_TAX
}
