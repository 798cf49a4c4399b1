package dev.vdx.seal;

import dev.vdx.seal.CertificateBlock.Facts;
import dev.vdx.seal.CertificateBlock.Paragraph;
import dev.vdx.seal.CertificateBlock.Row;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A certificate about nobody. */
public final class SampleCertificate {
    private SampleCertificate() {}

    /** A certificate with this many plots. */
    public static CertificatePage of(int rows) {
        List<Row> facts = new ArrayList<>(List.of(
                new Row("ชื่อเกษตรกร", "นายตัวอย่าง ไม่มีจริง"),
                new Row("เลขทะเบียนเกษตรกร", "SANDBOX-000-0001"),
                new Row("ที่ตั้งแปลง", "หมู่ที่ ๐ ตำบลสมมติ อำเภอสมมติ จังหวัดสมมติ")));
        for (int i = 0; i < rows; i++) {
            facts.add(
                    new Row("แปลงที่ " + (i + 1), "ข้าวหอมมะลิ น้ำต้ม ปั๊มน้ำ ญี่ปุ่น หญ้าฎีกา เนื้อที่ 12 ไร่ 2 งาน"));
        }
        byte[] json = "{\"holder\": \"นายตัวอย่าง ไม่มีจริง\"}\n".getBytes(StandardCharsets.UTF_8);
        return new CertificatePage(
                SealLanguage.TH,
                true,
                List.of("สำนักงานตัวอย่าง (SANDBOX)", "SANDBOX Example Agency"),
                "หนังสือรับรองการขึ้นทะเบียนเกษตรกร",
                "เลขที่ ตย 0001/2569",
                List.of(
                        new Paragraph(
                                "หนังสือฉบับนี้ให้ไว้เพื่อแสดงว่า ผู้มีชื่อต่อไปนี้ได้ขึ้นทะเบียนเกษตรกรกับสำนักงานตัวอย่างแล้ว"
                                        + " และข้อมูลการเพาะปลูกเป็นไปตามที่แจ้งไว้ ณ วันที่ออกหนังสือ ข้อมูลเดียวกันนี้แนบอยู่ในเอกสารเป็นไฟล์"
                                        + " record.json สำหรับให้เครื่องอ่าน"),
                        new Facts(Optional.of("ข้อมูลเกษตรกร"), facts),
                        new Paragraph("ให้ไว้ ณ วันที่ 24 พฤศจิกายน 2569")),
                List.of("นางสาวสมมติ ไม่มีตัวตน", "นายทะเบียน (ตัวอย่าง)"),
                Optional.of("ตัวอย่าง / SAMPLE"),
                List.of(CertificateAttachment.of(
                        "record.json",
                        "ข้อมูลทะเบียน",
                        "application/json",
                        CertificateAttachment.Relationship.DATA,
                        json)),
                SealedPage.TIME);
    }
}
