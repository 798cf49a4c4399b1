package dev.vdx.seal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a certificate says: the agency at the top, a title, a body, who answers for it, and files inside.
 *
 * @param language of the document
 * @param emblem whether a neutral emblem (two ears of rice round a field) stands at the top
 * @param issuer the agency's name, a line each; the first in bold
 * @param title what it is
 * @param reference its number, with label ("เลขที่ …")
 * @param body paragraphs and facts, in order; goes over to further pages as needed
 * @param signatory name and office of who answers for it, a line each; may be empty
 * @param mark words across every page and in its corner ("ตัวอย่าง", "SAMPLE"), for what must not pass as real
 * @param attachments files inside, the first the most important
 * @param created when it was made, to the second
 * @param crest a picture at the top, instead of the emblem, with words for those who cannot see it
 * @param document what it says of itself as a Thai electronic document, in its metadata
 */
public record CertificatePage(
        SealLanguage language,
        boolean emblem,
        List<String> issuer,
        String title,
        String reference,
        List<CertificateBlock> body,
        List<String> signatory,
        Optional<String> mark,
        List<CertificateAttachment> attachments,
        Instant created,
        Optional<SealImage> crest,
        Optional<ElectronicDocument> document) {

    public CertificatePage {
        issuer = List.copyOf(issuer);
        body = List.copyOf(body);
        signatory = List.copyOf(signatory);
        attachments = List.copyOf(attachments);
    }

    /** Without a crest, and no electronic document of the Thai profile. */
    public CertificatePage(
            SealLanguage language,
            boolean emblem,
            List<String> issuer,
            String title,
            String reference,
            List<CertificateBlock> body,
            List<String> signatory,
            Optional<String> mark,
            List<CertificateAttachment> attachments,
            Instant created) {
        this(
                language,
                emblem,
                issuer,
                title,
                reference,
                body,
                signatory,
                mark,
                attachments,
                created,
                Optional.empty(),
                Optional.empty());
    }
}
