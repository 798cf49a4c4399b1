package dev.vdx.cli;

import dev.vdx.Signer;
import dev.vdx.Verifier;
import dev.vdx.key.SigningKey;
import dev.vdx.key.SigningKeys;
import dev.vdx.model.Level;
import dev.vdx.model.Outcome;
import dev.vdx.model.SigningException;
import dev.vdx.report.Explained;
import dev.vdx.report.Lang;
import dev.vdx.report.Report;
import dev.vdx.sandbox.Sandbox;
import dev.vdx.sandbox.SandboxServer;
import dev.vdx.trust.TimestampAuthority;
import dev.vdx.trust.TrustAnchors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code vdx demo}: the whole job on this machine, step by step. */
final class DemoCommand implements Command {

    @Override
    public CommandSpec spec() {
        CommandSpec spec = Options.command(
                "demo",
                "The whole job on this machine: two invented agencies, a certificate sealed, time-stamped, verified,"
                        + " forged three times and caught each time.",
                "สาธิตทั้งกระบวนการบนเครื่องนี้: ออกหนังสือรับรอง ประทับตรา ประทับเวลา ตรวจสอบ และจับการปลอมแปลง");
        spec.addPositional(Options.positionals(
                "DIR", "0..1", "The folder to leave all of it in, new or empty; a new temporary one by default."));
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Console console) throws Refusal {
        Arguments arguments = new Arguments(parsed);
        try {
            return run(folder(arguments), new Story(console), console);
        } catch (FileAlreadyExistsException e) {
            throw Refusal.usage(
                    e.getMessage() + ": the demonstration wants a new or empty folder",
                    e.getMessage() + ": การสาธิตต้องใช้โฟลเดอร์ใหม่หรือโฟลเดอร์ว่าง");
        } catch (IOException e) {
            throw Refusal.input("cannot write: " + Reasons.of(e), "เขียนไฟล์ไม่ได้: " + Reasons.of(e));
        } catch (SigningException e) {
            throw Refusal.of(
                    Exit.DEFECT,
                    Explained.of(e, Lang.EN).message(),
                    Explained.of(e, Lang.TH).message());
        }
    }

    private static Path folder(Arguments arguments) throws IOException, Refusal {
        List<String> given = arguments.positionals();
        if (given.isEmpty()) {
            return Files.createTempDirectory("vdx-demo-");
        }
        Path folder = Arguments.path(given.get(0));
        Files.createDirectories(folder);
        try (var inside = Files.list(folder)) {
            if (inside.findAny().isPresent()) {
                throw new FileAlreadyExistsException(folder.toString());
            }
        }
        return folder;
    }

    private static int run(Path folder, Story story, Console console) throws IOException, SigningException {
        Instant now = console.clock().instant();
        story.step(
                "Making a sandbox: a certification authority, a time-stamp authority and two agencies, all invented.",
                "สร้าง sandbox: ผู้ให้บริการออกใบรับรอง ผู้ให้บริการประทับเวลา และหน่วยงานสองแห่ง ทั้งหมดเป็นสิ่งสมมติ");
        Path pki = folder.resolve("sandbox");
        Sandbox sandbox = Sandbox.create(pki, 0, now, console.random().get());
        try (SandboxServer server =
                SandboxServer.start(sandbox, console.clock(), console.random().get())) {
            story.result("It serves time-stamps at " + server.tsa(), "ให้บริการประทับเวลาที่ " + server.tsa());
            Path sealed = seal(folder, pki, server, story, console);
            Verifier verifier = Verifier.trusting(TrustAnchors.load(pki.resolve("anchors")), console.clock())
                    .timestampsTrusting(TrustAnchors.load(pki.resolve("tsa-anchors")));
            story.step(
                    "Verifying it, as whoever is handed the document would.",
                    "ตรวจสอบเอกสาร อย่างที่ผู้ได้รับเอกสารจะทำ");
            boolean good = judged(verifier, sealed, Outcome.PASSED, story);
            Forgery forgery = new Forgery(Files.readAllBytes(sealed));
            story.step("A forger changes one byte of the document.", "ผู้ปลอมแปลงแก้เอกสารเพียงหนึ่งไบต์");
            good &= forged(verifier, folder.resolve("forged-1-byte.pdf"), forgery.changedByte(), story);
            story.step(
                    "A forger leaves every signed byte and appends an update that paints over the page.",
                    "ผู้ปลอมแปลงไม่แตะข้อมูลที่ลงนามไว้ แต่ต่อท้ายไฟล์ด้วยส่วนแก้ไขที่วาดทับหน้าเอกสาร");
            good &= forged(verifier, folder.resolve("forged-2-update.pdf"), forgery.laterUpdate(), story);
            story.step("A forger strips the signature off.", "ผู้ปลอมแปลงถอดลายมือชื่อออก");
            good &= forged(verifier, folder.resolve("forged-3-stripped.pdf"), forgery.strippedSignature(), story);
            if (!good) {
                throw new IllegalStateException("a verdict of the demonstration is not the one it should be");
            }
        }
        story.end(folder, pki);
        return Exit.DONE;
    }

    private static Path seal(Path folder, Path pki, SandboxServer server, Story story, Console console)
            throws IOException, SigningException {
        Instant now = console.clock().instant();
        story.step(
                "Agency A writes a certificate (PDF/A-3, the same facts inside for machines) and seals it with a"
                        + " trusted time.",
                "หน่วยงาน A ออกหนังสือรับรอง (PDF/A-3 มีข้อมูลเดียวกันให้เครื่องอ่าน) แล้วประทับตราพร้อมเวลาที่เชื่อถือได้");
        Path plain = folder.resolve("certificate.pdf");
        Files.write(plain, DemoCertificate.pdf(now));
        Path sealed = folder.resolve("certificate.sealed.pdf");
        Path agency = pki.resolve("agencies").resolve("agency-a");
        char[] password = Files.readString(agency.resolve("password.txt"), StandardCharsets.UTF_8)
                .strip()
                .toCharArray();
        SigningKey key = SigningKeys.pkcs12(agency.resolve("seal.p12"), password);
        Signer.with(key)
                .clock(console.clock())
                .level(Level.T)
                .timestamps(TimestampAuthority.http(
                        server.tsa(), console.clock(), console.random().get()))
                .seal(DemoCertificate.seal(now))
                .reason(DemoCertificate.REASON)
                .sign(plain, sealed);
        story.result("Sealed: " + sealed, "ประทับตราแล้ว: " + sealed);
        return sealed;
    }

    private static boolean forged(Verifier verifier, Path file, byte[] bytes, Story story) throws IOException {
        Files.write(file, bytes);
        return judged(verifier, file, Outcome.FAILED, story);
    }

    private static boolean judged(Verifier verifier, Path file, Outcome expected, Story story) throws IOException {
        Report report = verifier.verify(file);
        story.verdict(report);
        return report.outcome() == expected;
    }
}
