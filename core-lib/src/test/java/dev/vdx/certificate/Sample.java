package dev.vdx.certificate;

import dev.vdx.seal.CertificateAttachment;
import dev.vdx.seal.CertificateAttachment.Relationship;
import dev.vdx.seal.CertificateBlock;
import dev.vdx.seal.CertificatePage;
import dev.vdx.seal.CertificatePdf;
import dev.vdx.seal.ElectronicDocument;
import dev.vdx.seal.SealLanguage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The sample certificate, and certificates that say two things at once. */
public final class Sample {
    static final Path FOLDER = Path.of("..", "samples", "thai-certificate");

    private Sample() {}

    /** The certificate of samples/thai-certificate. */
    public static byte[] pdf() throws IOException, CertificateException {
        return ThaiCertificate.write(
                PageDescription.read(FOLDER.resolve("page.json")),
                CertificateRecord.read(FOLDER.resolve("record.json")));
    }

    static CertificateRecord record(String json) throws CertificateException {
        return CertificateRecord.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    /** A page description with this body, in a folder that has the sample's crest. */
    static PageDescription page(Path folder, String members) throws IOException, CertificateException {
        String json = "{'issuer': ['สำนักงานตัวอย่าง'], 'title': 'หนังสือรับรอง', 'reference': '{no}', 'issued': '{at}'"
                + (members.isEmpty() ? "" : ", " + members) + "}";
        return PageDescription.read(
                Files.writeString(folder.resolve("page.json"), json.replace('\'', '"'), StandardCharsets.UTF_8));
    }

    /** The XML of a certificate about rai of land. */
    public static String xml(String rai) {
        return "<ContentInformation xmlns=\"urn:vdx:thai-certificate:1\"><document><version>1.0</version><reference>1/2569</reference>"
                + "</document><record><rai>" + rai + "</rai></record></ContentInformation>";
    }

    /** The same as JSON. */
    public static String json(String rai) {
        return "{\"document\": {\"version\": \"1.0\", \"reference\": \"1/2569\"}, \"record\": {\"rai\": " + rai + "}}";
    }

    /** A certificate with these files, whatever they say, and this number in its metadata. */
    public static byte[] saying(String reference, String xml, String json) {
        List<CertificateAttachment> files = new ArrayList<>();
        files.add(file(ThaiCertificate.XML, "text/xml", Relationship.ALTERNATIVE, xml));
        files.add(file(ThaiCertificate.JSON, "application/json", Relationship.DATA, json));
        return CertificatePdf.write(new CertificatePage(
                SealLanguage.TH,
                false,
                List.of("สำนักงานตัวอย่าง (SAMPLE)"),
                "หนังสือรับรอง",
                "เลขที่ 1/2569",
                List.of(new CertificateBlock.Paragraph("ตัวอย่าง")),
                List.of(),
                Optional.of("SAMPLE"),
                files,
                Instant.parse("2026-11-24T03:15:00Z"),
                Optional.empty(),
                Optional.of(new ElectronicDocument(
                        Optional.empty(),
                        Optional.of(reference),
                        Optional.of("1.0"),
                        Optional.of(ThaiCertificate.XML)))));
    }

    private static CertificateAttachment file(String name, String type, Relationship relationship, String text) {
        return CertificateAttachment.of(name, "ตัวอย่าง", type, relationship, text.getBytes(StandardCharsets.UTF_8));
    }
}
