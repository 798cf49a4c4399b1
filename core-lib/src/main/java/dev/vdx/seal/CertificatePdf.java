package dev.vdx.seal;

import java.io.IOException;

/** Makes certificates: PDF/A-3U (ISO 19005-3), tagged, in Thai or English, with the same facts inside for machines. */
public final class CertificatePdf {

    /** Where the last page keeps room for the visible seal. */
    public static final SealBox SEAL_BOX = new SealBox(265, 66, 274, 98);

    private CertificatePdf() {}

    /**
     * The certificate as a PDF file. The same page gives the same bytes.
     *
     * @throws IllegalArgumentException the page cannot be drawn: a character the font lacks or that no one can see, a
     *     text or list over its limit, two attachments of one name
     */
    public static byte[] write(CertificatePage page) {
        try {
            CertificateRules.check(page);
            return new CertificateFile(page).bytes();
        } catch (CannotDrawException e) {
            throw new IllegalArgumentException(e.why(), e);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
