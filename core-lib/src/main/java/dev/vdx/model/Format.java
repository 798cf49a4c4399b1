package dev.vdx.model;

/** A kind of file VDX reads, or refuses by name. */
public enum Format {
    /** PDF (ISO 32000), signed as PAdES or as plain CMS. */
    PDF("PDF"),
    /** CMS (RFC 5652), signed as CAdES. */
    CMS("CMS"),
    /** JSON Web Signature (RFC 7515), signed as JAdES. */
    JSON("JSON"),
    /** XML Signature, signed as XAdES. */
    XML("XML"),
    /** ASiC-S container (EN 319 162-1). */
    ASIC_S("ASiC-S"),
    /** ASiC-E container (EN 319 162-1). */
    ASIC_E("ASiC-E"),
    /** A time-stamp token alone (RFC 3161). */
    TIMESTAMP("TIMESTAMP"),
    /** None of these. */
    UNKNOWN("UNKNOWN");

    private final String label;

    Format(String label) {
        this.label = label;
    }

    /** The word used in reports. */
    public String label() {
        return label;
    }
}
