package dev.vdx.cli;

import dev.vdx.seal.CertificateAttachment;
import dev.vdx.seal.CertificateAttachment.Relationship;
import dev.vdx.seal.CertificateBlock.Facts;
import dev.vdx.seal.CertificateBlock.Paragraph;
import dev.vdx.seal.CertificateBlock.Row;
import dev.vdx.seal.CertificatePage;
import dev.vdx.seal.CertificatePdf;
import dev.vdx.seal.SealLanguage;
import dev.vdx.seal.SealSpec;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The document of the demonstration: an invented farmer's certificate by an invented agency. */
final class DemoCertificate {
    static final String REASON = "รับรองการขึ้นทะเบียนเกษตรกร";
    private static final List<String> AGENCY = List.of("สำนักงานตัวอย่าง (SANDBOX)", "SANDBOX Example Agency");

    private DemoCertificate() {}

    static byte[] pdf(Instant now, int number, int rai) {
        return CertificatePdf.write(new CertificatePage(
                SealLanguage.TH,
                true,
                AGENCY,
                "หนังสือรับรองการขึ้นทะเบียนเกษตรกร",
                String.format(Locale.ROOT, "เลขที่ ตย %04d/2569", number),
                List.of(
                        new Paragraph(
                                "หนังสือฉบับนี้ให้ไว้เพื่อแสดงว่า ผู้มีชื่อต่อไปนี้ได้ขึ้นทะเบียนเกษตรกรไว้กับสำนักงานตัวอย่าง"
                                        + " ข้อมูลเดียวกันสำหรับให้เครื่องอ่าน แนบอยู่ในเอกสารนี้เป็นไฟล์ record.json"),
                        new Facts(
                                Optional.of("ข้อมูลเกษตรกร"),
                                List.of(
                                        new Row("ชื่อและนามสกุล", "นายตัวอย่าง ไม่มีจริง"),
                                        new Row("พืชที่ปลูก", "ข้าวหอมมะลิ"),
                                        new Row("เนื้อที่", rai + " ไร่")))),
                List.of("นางสาวสมมติ ไม่มีตัวตน", "นายทะเบียนเกษตรกร (ตัวอย่าง)"),
                Optional.of("ตัวอย่าง / SAMPLE"),
                List.of(CertificateAttachment.of(
                        "record.json",
                        "ข้อมูลทะเบียนเกษตรกร",
                        "application/json",
                        Relationship.DATA,
                        facts(number, rai))),
                now.truncatedTo(ChronoUnit.SECONDS)));
    }

    private static byte[] facts(int number, int rai) {
        return String.format(Locale.ROOT, """
                        {"reference": "ตย %04d/2569", "name": "นายตัวอย่าง ไม่มีจริง", "plots": [{"crop": "ข้าวหอมมะลิ", "rai": %d}]}
                        """, number, rai).getBytes(StandardCharsets.UTF_8);
    }

    static SealSpec seal(Instant now) {
        return SealSpec.of(AGENCY.get(0), now, CertificatePdf.SEAL_BOX)
                .withAgency(AGENCY.toArray(String[]::new))
                .withReason(REASON)
                .withVerification(URI.create("https://verify.sandbox.example/d/7Q3M-K2XW-9FHT"));
    }
}
