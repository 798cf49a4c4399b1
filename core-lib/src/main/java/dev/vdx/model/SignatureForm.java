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
    /** Inside the XML document (EN 319 132-1). */
    XADES,
    /** The same as Thai e-Tax invoices are signed. */
    XADES_E_TAX,
    /** A ZIP container with the file and a CAdES signature over a manifest (EN 319 162-1, 4.4). */
    ASIC_E,
    /** A ZIP container with the file and a CAdES signature right over it (EN 319 162-1, 4.3). */
    ASIC_S;

    /** The word used on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
