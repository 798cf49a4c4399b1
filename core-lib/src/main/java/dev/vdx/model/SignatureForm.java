package dev.vdx.model;

import java.util.Locale;

/** How a signature is written and where it goes. */
public enum SignatureForm {
    /** Inside the PDF (EN 319 142-1). */
    PADES,
    /** JSON that holds the file (TS 119 182-1). */
    JADES,
    /** JSON beside the file, which it names and which stays as it is (TS 119 182-1, 5.2.8.3.3). */
    JADES_DETACHED,
    /** CMS that holds the file (EN 319 122-1). */
    CADES,
    /** CMS beside the file, which stays as it is (EN 319 122-1; RFC 5652, 5.2). */
    CADES_DETACHED,
    /** Inside the XML document (EN 319 132-1). */
    XADES,
    /** XML beside the file, which it names and which stays as it is (EN 319 132-1). */
    XADES_DETACHED,
    /** Inside the XML document, the same as Thai e-Tax invoices are signed. */
    XADES_E_TAX,
    /** A ZIP container with the file and a CAdES signature over a manifest (EN 319 162-1, 4.4). */
    ASIC_E,
    /** A ZIP container with the file and a CAdES signature right over it (EN 319 162-1, 4.3). */
    ASIC_S;

    /** Whether the signature is a file of its own, which tells nothing without the one it signs. */
    public boolean detached() {
        return this == JADES_DETACHED || this == CADES_DETACHED || this == XADES_DETACHED;
    }

    /** The word used on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
