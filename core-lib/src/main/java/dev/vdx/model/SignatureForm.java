package dev.vdx.model;

import java.util.Locale;

/** How a signature is written and where it goes. */
public enum SignatureForm {
    /** Inside the PDF (EN 319 142-1). */
    PADES,
    /** JSON that holds the file (TS 119 182-1). */
    JADES,
    /** CMS that holds the file (EN 319 122-1). */
    CADES,
    /** A ZIP container with the file and a CAdES signature (EN 319 162-1). */
    ASIC_E;

    /** The word used on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
