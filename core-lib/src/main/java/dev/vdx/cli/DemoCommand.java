package dev.vdx.cli;

import dev.vdx.model.Outcome;
import dev.vdx.model.SigningException;
import dev.vdx.report.Explained;
import dev.vdx.report.Lang;
import dev.vdx.report.Report;
import dev.vdx.sandbox.Sandbox;
import dev.vdx.sandbox.SandboxServer;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code vdx demo}: the whole job on this machine, step by step. */
final class DemoCommand implements Command {
    private static final int DESK_STEPS = 6;

    @Override
    public CommandSpec spec() {
        CommandSpec spec = Options.command(
                "demo",
                "The whole job on this machine: two invented agencies, a certificate sealed, time-stamped, verified,"
                        + " forged three times and caught each time; then handed from agency to agency, with receipts.",
                "สาธิตทั้งกระบวนการบนเครื่องนี้: ออกหนังสือรับรอง ประทับตรา ประทับเวลา ตรวจสอบ และจับการปลอมแปลง แล้วส่งต่อระหว่างหน่วยงานพร้อมใบรับ");
        spec.addOption(Options.flag("--keep", "Leave the two nodes running and tell where their pages are."));
        spec.addPositional(Options.positionals(
                "DIR", "0..1", "The folder to leave all of it in, new or empty; a new temporary one by default."));
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Console console) throws Refusal {
        Arguments arguments = new Arguments(parsed);
        try {
            List<DemoChapter> chapters = ServiceLoader.load(DemoChapter.class).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();
            if (arguments.has("--keep") && chapters.isEmpty()) {
                throw Refusal.usage(
                        "--keep wants the nodes, which are not here; ./vdx demo at the project's root has them",
                        "--keep ต้องมีโหนด ซึ่งไม่มีอยู่ที่นี่ ให้ใช้ ./vdx demo ที่โฟลเดอร์หลักของโครงการ");
            }
            return run(folder(arguments), chapters, arguments.has("--keep"), console);
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

    private static int run(Path folder, List<DemoChapter> chapters, boolean keep, Console console)
            throws IOException, SigningException {
        int steps = DESK_STEPS + chapters.stream().mapToInt(DemoChapter::steps).sum();
        Story story = new Story(console, steps);
        story.step(
                "Making a sandbox: a certification authority, a time-stamp authority and two agencies, all invented.",
                "สร้าง sandbox: ผู้ให้บริการออกใบรับรอง ผู้ให้บริการประทับเวลา และหน่วยงานสองแห่ง ทั้งหมดเป็นสิ่งสมมติ");
        Path pki = folder.resolve("sandbox");
        Sandbox sandbox = Sandbox.create(
                pki, 0, console.clock().instant(), console.random().get());
        try (SandboxServer server =
                SandboxServer.start(sandbox, console.clock(), console.random().get())) {
            story.result("It serves time-stamps at " + server.tsa(), "ให้บริการประทับเวลาที่ " + server.tsa());
            DemoStage stage = new DemoStage(folder, server, console, keep);
            desk(stage, story);
            exchange(chapters, stage, story, console);
        }
        return Exit.DONE;
    }

    private static void desk(DemoStage stage, Story story) throws IOException, SigningException {
        story.step(
                "Agency A writes a certificate (PDF/A-3, the same facts inside for machines) and seals it with a"
                        + " trusted time.",
                "หน่วยงาน A ออกหนังสือรับรอง (PDF/A-3 มีข้อมูลเดียวกันให้เครื่องอ่าน) แล้วประทับตราพร้อมเวลาที่เชื่อถือได้");
        Path sealed = stage.seal("certificate", 1, 12);
        story.result("Sealed: " + sealed, "ประทับตราแล้ว: " + sealed);
        story.step(
                "Verifying it, as whoever is handed the document would.", "ตรวจสอบเอกสาร อย่างที่ผู้ได้รับเอกสารจะทำ");
        boolean good = judged(stage, sealed, Outcome.PASSED, story);
        Forgery forgery = new Forgery(Files.readAllBytes(sealed));
        story.step("A forger changes one byte of the document.", "ผู้ปลอมแปลงแก้เอกสารเพียงหนึ่งไบต์");
        good &= forged(stage, "forged-1-byte.pdf", forgery.changedByte(), story);
        story.step(
                "A forger leaves every signed byte and appends an update that paints over the page.",
                "ผู้ปลอมแปลงไม่แตะข้อมูลที่ลงนามไว้ แต่ต่อท้ายไฟล์ด้วยส่วนแก้ไขที่วาดทับหน้าเอกสาร");
        good &= forged(stage, "forged-2-update.pdf", forgery.laterUpdate(), story);
        story.step("A forger strips the signature off.", "ผู้ปลอมแปลงถอดลายมือชื่อออก");
        good &= forged(stage, "forged-3-stripped.pdf", forgery.strippedSignature(), story);
        if (!good) {
            throw new IllegalStateException("a verdict of the demonstration is not the one it should be");
        }
    }

    private static void exchange(List<DemoChapter> chapters, DemoStage stage, Story story, Console console)
            throws IOException, SigningException {
        List<String> tryNext = new ArrayList<>();
        List<String> addresses = new ArrayList<>();
        Deque<DemoChapter.Ending> open = new ArrayDeque<>();
        try {
            for (DemoChapter chapter : chapters) {
                DemoChapter.Ending ending = chapter.tell(stage, story);
                open.push(ending);
                tryNext.addAll(ending.tryNext());
                addresses.addAll(ending.addresses());
            }
            story.end(stage.folder(), stage.sandbox(), tryNext);
            if (stage.keep()) {
                addresses.forEach(console.out()::println);
                console.out().flush();
                console.tell("Still running; Ctrl-C stops it.", "ยังเปิดให้บริการอยู่ กด Ctrl-C เพื่อหยุด");
                untilStopped(open);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.forEach(DemoChapter.Ending::close);
        }
    }

    private static void untilStopped(Deque<DemoChapter.Ending> open) throws InterruptedException {
        Thread close = new Thread(() -> open.forEach(DemoChapter.Ending::close), "close");
        Runtime.getRuntime().addShutdownHook(close);
        new CountDownLatch(1).await();
    }

    private static boolean forged(DemoStage stage, String name, byte[] bytes, Story story) throws IOException {
        return judged(stage, Files.write(stage.folder().resolve(name), bytes), Outcome.FAILED, story);
    }

    private static boolean judged(DemoStage stage, Path file, Outcome expected, Story story) throws IOException {
        Report report = stage.verify(file);
        story.verdict(report);
        return report.outcome() == expected;
    }
}
