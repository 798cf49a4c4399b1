package dev.vdx.cli;

import dev.vdx.certificate.Agreement;
import dev.vdx.cli.InspectCommand.Inspection;
import dev.vdx.model.Finding;
import dev.vdx.model.Severity;
import dev.vdx.pdf.PdfInspection;
import dev.vdx.pdf.PdfInspection.RevisionSpan;
import dev.vdx.pdf.PdfInspection.SignatureField;
import dev.vdx.report.Explained;
import dev.vdx.report.Lang;
import dev.vdx.report.Shown;
import java.util.List;

/** What is inside a file, for people. */
final class InspectionText {
    private final Lang lang;
    private final StringBuilder out = new StringBuilder();

    InspectionText(Lang lang) {
        this.lang = lang;
    }

    String of(Inspection found) {
        PdfInspection inside = found.inside();
        line(
                "File",
                "ไฟล์",
                Shown.text(found.file()) + " (" + found.format().label() + ", " + found.size() + " "
                        + say("bytes", "ไบต์") + ")");
        if (found.readable()) {
            line(
                    "Version",
                    "รุ่นของ PDF",
                    inside.version()
                            + inside.archival().map(a -> ", PDF/A-" + a).orElse(""));
            line("Pages", "จำนวนหน้า", String.valueOf(inside.pages()));
            line(
                    "Encrypted",
                    "เข้ารหัส",
                    inside.encrypted()
                            ? say("yes, opens without a password", "ใช่ เปิดได้โดยไม่ต้องใช้รหัสผ่าน")
                            : say("no", "ไม่"));
            revisions(inside.revisions());
            fields(inside.fields());
            line(
                    "Embedded files",
                    "ไฟล์ที่แนบ",
                    inside.files().isEmpty()
                            ? say("none", "ไม่มี")
                            : String.join(
                                    ", ",
                                    inside.files().stream().map(Shown::text).toList()));
        }
        found.forMachines().ifPresent(this::forMachines);
        for (Finding finding : inside.findings()) {
            Explained explained = Explained.of(finding, lang);
            out.append("! ").append(Shown.text(explained.message())).append('\n');
        }
        if (found.readable()) {
            found.prepared().ifPresent(this::prepared);
        }
        return out.append(say(
                        "This judges nothing: vdx verify tells whether it can be relied on.",
                        "นี่ไม่ใช่การตัดสิน ใช้ vdx verify เพื่อดูว่าเชื่อถือได้หรือไม่"))
                .append('\n')
                .toString();
    }

    private void forMachines(ForMachines found) {
        found.properties().ifPresent(p -> {
            line("Electronic document (ed:)", "เอกสารอิเล็กทรอนิกส์ (ed:)", p.namespace());
            p.said().referenceId().ifPresent(v -> property("DocumentReferenceID", v));
            p.said().version().ifPresent(v -> property("DocumentVersion", v));
            p.said().oid().ifPresent(v -> property("DocumentOID", v));
            p.said().fileName().ifPresent(v -> property("DocumentFileName", v));
        });
        Agreement agreement = found.agreement();
        String words = switch (agreement.state()) {
            case NO_TWINS -> "";
            case NOT_COMPARED ->
                say(
                        "XML and JSON are there, in a form only their issuer knows; not compared",
                        "มีทั้ง XML และ JSON แต่เป็นรูปแบบเฉพาะของผู้ออกเอกสาร จึงไม่ได้เปรียบเทียบ");
            case AGREE ->
                say("XML and JSON say the same, facts: ", "XML และ JSON มีเนื้อความตรงกัน จำนวนข้อมูล: ")
                        + agreement.facts();
            case DISAGREE ->
                say("XML, JSON and metadata DISAGREE: ", "XML JSON และข้อมูลกำกับ ไม่ตรงกัน: ")
                        + Shown.text(agreement.difference());
        };
        if (!words.isEmpty()) {
            line("For machines", "สำหรับเครื่องอ่าน", words);
        }
    }

    private void property(String name, String value) {
        out.append("  ").append(name).append(": ").append(Shown.text(value)).append('\n');
    }

    private void prepared(List<Finding> findings) {
        line(
                "To see before signing",
                "สิ่งที่ควรดูก่อนลงนาม",
                findings.isEmpty() ? say("nothing found", "ไม่พบ") : String.valueOf(findings.size()));
        for (Finding finding : findings) {
            Explained explained = Explained.of(finding, lang);
            boolean info = finding.code().severity() == Severity.INFO;
            out.append(info ? "- " : "! ")
                    .append(Shown.text(explained.message()))
                    .append(" [")
                    .append(finding.code())
                    .append("]\n  ")
                    .append(Shown.text(explained.next()))
                    .append('\n');
        }
    }

    private void revisions(List<RevisionSpan> revisions) {
        line("Revisions", "จำนวนครั้งที่บันทึก", String.valueOf(revisions.size()));
        for (int i = 0; i < revisions.size(); i++) {
            RevisionSpan span = revisions.get(i);
            out.append("  ")
                    .append(i + 1)
                    .append(": ")
                    .append(span.size())
                    .append(say(" bytes from ", " ไบต์ ตั้งแต่ "))
                    .append(span.offset())
                    .append('\n');
        }
    }

    private void fields(List<SignatureField> fields) {
        line("Signature fields", "ช่องลายมือชื่อ", String.valueOf(fields.size()));
        for (SignatureField field : fields) {
            out.append("  ").append(Shown.text(field.name())).append(": ");
            if (!field.signed()) {
                out.append(say("empty", "ว่าง")).append('\n');
                continue;
            }
            out.append(field.subFilter().map(Shown::text).orElse("?"));
            field.time().ifPresent(t -> claim("time", "เวลา", t));
            field.reason().ifPresent(r -> claim("reason", "เหตุผล", r));
            field.location().ifPresent(l -> claim("location", "สถานที่", l));
            out.append('\n');
        }
    }

    /** What the signature says of itself, proven by nobody. */
    private void claim(String english, String thai, String text) {
        out.append("; ")
                .append(say("claimed " + english, thai + "ที่อ้าง"))
                .append(' ')
                .append(Shown.text(text));
    }

    private void line(String english, String thai, String value) {
        out.append(say(english, thai)).append(": ").append(value).append('\n');
    }

    private String say(String english, String thai) {
        return lang == Lang.TH ? thai : english;
    }
}
