package dev.vdx.samples.farmer;

import dev.vdx.seal.CertificateAttachment;
import dev.vdx.seal.CertificateAttachment.Relationship;
import dev.vdx.seal.CertificateBlock;
import dev.vdx.seal.CertificateBlock.Facts;
import dev.vdx.seal.CertificateBlock.Paragraph;
import dev.vdx.seal.CertificateBlock.Row;
import dev.vdx.seal.CertificatePage;
import dev.vdx.seal.SealLanguage;
import java.time.OffsetDateTime;
import java.time.chrono.ThaiBuddhistDate;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the certificate says of a record, in the words of such certificates. */
final class FarmerCertificate {
    private static final List<String> MONTHS = List.of(
            "มกราคม",
            "กุมภาพันธ์",
            "มีนาคม",
            "เมษายน",
            "พฤษภาคม",
            "มิถุนายน",
            "กรกฎาคม",
            "สิงหาคม",
            "กันยายน",
            "ตุลาคม",
            "พฤศจิกายน",
            "ธันวาคม");

    private FarmerCertificate() {}

    /**
     * The certificate's page.
     *
     * @param json the record as it came, attached for machines
     */
    static CertificatePage of(FarmerRecord record, byte[] json) {
        List<CertificateBlock> body = new ArrayList<>();
        body.add(
                new Paragraph(
                        "หนังสือฉบับนี้ให้ไว้เพื่อแสดงว่า ผู้มีชื่อต่อไปนี้ได้ขึ้นทะเบียนเกษตรกรไว้กับ"
                                + record.issuer().get(0)
                                + " และได้แจ้งข้อมูลการเพาะปลูกไว้ตามรายการในหนังสือนี้ ข้อมูลเดียวกันสำหรับให้เครื่องอ่าน แนบอยู่ในเอกสารนี้เป็นไฟล์ record.json"));
        body.add(new Facts(
                Optional.of("ข้อมูลเกษตรกร"),
                List.of(
                        new Row("ชื่อและนามสกุล", record.farmer().name()),
                        new Row("เลขทะเบียนเกษตรกร", record.farmer().registration()),
                        new Row("ที่อยู่", record.farmer().address()))));
        body.add(new Facts(Optional.of("แปลงเพาะปลูก"), plots(record)));
        body.add(new Paragraph("ให้ไว้ ณ วันที่ " + date(record.issued())));
        return new CertificatePage(
                SealLanguage.TH,
                true,
                record.issuer(),
                "หนังสือรับรองการขึ้นทะเบียนเกษตรกร",
                "เลขที่ " + record.reference(),
                body,
                List.of(record.registrar().name(), record.registrar().office()),
                Optional.of("ตัวอย่าง / SAMPLE"),
                List.of(CertificateAttachment.of(
                        "record.json", "ข้อมูลทะเบียนเกษตรกร", "application/json", Relationship.DATA, json)),
                record.issued().toInstant());
    }

    private static List<Row> plots(FarmerRecord record) {
        List<Row> rows = new ArrayList<>();
        for (FarmerRecord.Plot plot : record.plots()) {
            FarmerRecord.Area area = plot.area();
            rows.add(new Row(
                    plot.name(),
                    plot.crop() + " เนื้อที่ " + area.rai() + " ไร่ " + area.ngan() + " งาน " + area.squareWa()
                            + " ตารางวา"));
        }
        return rows;
    }

    /** The day of issue as Thai people write it: the Buddhist era is for readers, the record keeps the common era. */
    private static String date(OffsetDateTime time) {
        ThaiBuddhistDate date = ThaiBuddhistDate.from(time);
        return date.get(ChronoField.DAY_OF_MONTH) + " " + MONTHS.get(date.get(ChronoField.MONTH_OF_YEAR) - 1) + " พ.ศ. "
                + date.get(ChronoField.YEAR);
    }
}
