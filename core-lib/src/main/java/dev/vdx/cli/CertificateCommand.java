package dev.vdx.cli;

import dev.vdx.certificate.CertificateException;
import dev.vdx.certificate.CertificateRecord;
import dev.vdx.certificate.PageDescription;
import dev.vdx.certificate.ThaiCertificate;
import dev.vdx.model.Outcome;
import dev.vdx.seal.CertificatePdf;
import dev.vdx.seal.SealBox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code vdx certificate}: a record and a page description become a Thai electronic certificate, to be sealed. */
final class CertificateCommand implements Command {

    @Override
    public CommandSpec spec() {
        CommandSpec spec = Options.command(
                "certificate",
                "Makes a certificate of a record: a PDF/A-3U with the same facts for machines in it.",
                "จัดทำหนังสือรับรองจากข้อมูล เป็น PDF/A-3U ที่มีข้อมูลเดียวกันสำหรับให้เครื่องอ่านอยู่ภายใน");
        spec.addOption(Options.value(
                "--page", "PAGE", "What it says and how it looks: a JSON file (spec/thai-certificate.md)."));
        spec.addOption(Options.value("--record", "RECORD", "The record: a JSON file with your agency's own fields."));
        spec.addOption(Options.value("-o", "OUT", "The PDF to write."));
        spec.usageMessage()
                .footer(
                        "",
                        "The same page and record give the same bytes. Seal it next with vdx sign.",
                        "ข้อมูลเดียวกันได้ไฟล์เดียวกันทุกไบต์ ขั้นต่อไปให้ประทับตราด้วย vdx sign",
                        "",
                        "Exit code: 0 made, 4 page or record cannot be used, 64 wrong arguments, 66 no such file.",
                        "",
                        "Example:",
                        "  vdx certificate --page page.json --record record.json -o certificate.pdf",
                        "  vdx sign --key file:agency.p12 --key-password-file password.txt --level LTA --tsa http://tsa.example/ \\",
                        "      --seal seal.json -o certificate.sealed.pdf certificate.pdf");
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Console console) throws Refusal {
        Arguments arguments = new Arguments(parsed);
        Path page = input(arguments, "--page");
        Path record = input(arguments, "--record");
        Path out = OutputFile.named(arguments, record);
        OutputFile.check(out, page);
        PageDescription description = read(page, PageDescription::read);
        CertificateRecord facts = read(record, CertificateRecord::read);
        try {
            OutputFile.write(out, ThaiCertificate.write(description, facts));
        } catch (CertificateException e) {
            throw unusable(record + " on " + page, e);
        } catch (IOException e) {
            throw Refusal.input(
                    "cannot write " + out + ": " + Reasons.of(e), "เขียน " + out + " ไม่ได้: " + Reasons.of(e));
        }
        SealBox box = CertificatePdf.SEAL_BOX;
        String seal = "x=" + box.x() + ",y=" + box.y() + ",width=" + box.width() + ",height=" + box.height();
        console.tell(
                "Made: " + out + ". Its last page keeps room for a seal: vdx sign --seal " + seal,
                "จัดทำแล้ว: " + out + " หน้าสุดท้ายเว้นที่ไว้สำหรับตราประทับ: vdx sign --seal " + seal);
        return Exit.DONE;
    }

    private static Path input(Arguments arguments, String option) throws Refusal {
        Optional<String> name = arguments.value(option);
        if (name.isEmpty()) {
            throw Refusal.usage("name a JSON file: " + option, "ระบุไฟล์ JSON ด้วย " + option);
        }
        return Inputs.file(name.get());
    }

    /** Reads a file as what it should be. */
    private interface Reading<T> {
        T of(Path file) throws CertificateException, IOException;
    }

    private static <T> T read(Path file, Reading<T> reading) throws Refusal {
        try {
            return reading.of(file);
        } catch (CertificateException e) {
            throw unusable(file.toString(), e);
        } catch (IOException e) {
            throw Refusal.input(
                    "cannot read " + file + " or a file it names: " + Reasons.of(e),
                    "อ่าน " + file + " หรือไฟล์ที่ระบุไว้ในนั้นไม่ได้: " + Reasons.of(e));
        }
    }

    private static Refusal unusable(String what, CertificateException e) {
        return Refusal.of(
                Outcome.UNREADABLE.exitCode(),
                what + ": " + e.getMessage(),
                what + ": ใช้จัดทำหนังสือรับรองไม่ได้ ให้แก้ไขตามนี้ (" + e.getMessage() + ")");
    }
}
