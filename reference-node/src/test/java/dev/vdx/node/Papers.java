package dev.vdx.node;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.vdx.Signer;
import dev.vdx.key.SigningKey;
import dev.vdx.model.Level;
import dev.vdx.seal.CertificateBlock.Facts;
import dev.vdx.seal.CertificateBlock.Paragraph;
import dev.vdx.seal.CertificateBlock.Row;
import dev.vdx.seal.CertificatePage;
import dev.vdx.seal.CertificatePdf;
import dev.vdx.seal.SealLanguage;
import dev.vdx.seal.SealSpec;
import dev.vdx.trust.TimestampAuthority;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** An invented certificate, sealed and not, and what a forger does to it. */
final class Papers {
    private static final List<String> AGENCY = List.of("สำนักงานตัวอย่าง (SANDBOX)", "SANDBOX Example Agency");

    private Papers() {}

    static byte[] unsigned(Clock clock) {
        return CertificatePdf.write(new CertificatePage(
                SealLanguage.TH,
                true,
                AGENCY,
                "หนังสือรับรองการขึ้นทะเบียนเกษตรกร",
                "เลขที่ ตย 0001/2569",
                List.of(
                        new Paragraph(
                                "หนังสือฉบับนี้ให้ไว้เพื่อแสดงว่า ผู้มีชื่อต่อไปนี้ได้ขึ้นทะเบียนเกษตรกรไว้กับสำนักงานตัวอย่าง"),
                        new Facts(
                                Optional.of("ข้อมูลเกษตรกร"),
                                List.of(
                                        new Row("ชื่อและนามสกุล", "นายตัวอย่าง ไม่มีจริง"),
                                        new Row("พืชที่ปลูก", "ข้าวหอมมะลิ"),
                                        new Row("เนื้อที่", "12 ไร่")))),
                List.of("นางสาวสมมติ ไม่มีตัวตน", "นายทะเบียนเกษตรกร (ตัวอย่าง)"),
                Optional.of("ตัวอย่าง / SAMPLE"),
                List.of(),
                clock.instant().truncatedTo(ChronoUnit.SECONDS)));
    }

    static byte[] sealed(Path folder, SigningKey key, URI tsa, Clock clock, SecureRandom random) throws Exception {
        Path plain = Files.write(folder.resolve("plain.pdf"), unsigned(clock));
        Path sealed = folder.resolve("sealed.pdf");
        Signer.with(key)
                .clock(clock)
                .level(Level.T)
                .timestamps(TimestampAuthority.http(tsa, clock, random))
                .seal(SealSpec.of(AGENCY.get(0), clock.instant(), CertificatePdf.SEAL_BOX)
                        .withAgency(AGENCY.toArray(String[]::new))
                        .withReason("รับรองการขึ้นทะเบียนเกษตรกร"))
                .sign(plain, sealed);
        return Files.readAllBytes(sealed);
    }

    /** One signed byte is another. */
    static byte[] damaged(byte[] signed) {
        String pdf = new String(signed, ISO_8859_1);
        byte[] damaged = signed.clone();
        damaged[pdf.indexOf("stream\n") + 40] ^= 1;
        return damaged;
    }

    /** Every signed byte is there, and an update behind them paints over the page. */
    static byte[] paintedOver(byte[] signed) {
        String pdf = new String(signed, ISO_8859_1);
        String drawing = "0.8 0.1 0.1 rg 120 400 350 40 re f";
        String object = last(pdf, "/Contents ([0-9]+) 0 R") + " 0 obj\n<</Length " + drawing.length() + ">>\nstream\n"
                + drawing + "\nendstream\nendobj\n";
        String place = "0".repeat(10 - Integer.toString(signed.length).length()) + signed.length;
        return (pdf + object + "xref\n" + last(pdf, "/Contents ([0-9]+) 0 R") + " 1\n" + place
                        + " 00000 n \ntrailer\n<</Size " + last(pdf, "/Size ([0-9]+)") + "/Root "
                        + last(pdf, "/Root ([0-9]+) 0 R") + " 0 R/Prev " + last(pdf, "startxref\\s+([0-9]+)")
                        + ">>\nstartxref\n" + (signed.length + object.length()) + "\n%%EOF\n")
                .getBytes(ISO_8859_1);
    }

    private static String last(String pdf, String pattern) {
        return Pattern.compile(pattern)
                .matcher(pdf)
                .results()
                .reduce((first, second) -> second)
                .map((MatchResult r) -> r.group(1))
                .orElseThrow();
    }
}
