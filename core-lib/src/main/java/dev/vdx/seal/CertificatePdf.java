package dev.vdx.seal;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Makes certificates: PDF/A-3U (ISO 19005-3), tagged, in Thai or English, with the same facts inside for machines. */
public final class CertificatePdf {

    /** Where the last page keeps room for the visible seal. */
    public static final SealBox SEAL_BOX = new SealBox(265, 66, 274, 98);

    private CertificatePdf() {}

    /** A day as people write it: "24 พฤศจิกายน 2569" in the Buddhist era, "24 November 2026" in the common one. */
    public static String day(LocalDate day, SealLanguage language) {
        return new SealWords(language, false)
                .date(day.atStartOfDay(ZoneOffset.UTC).toInstant(), ZoneOffset.UTC);
    }

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
