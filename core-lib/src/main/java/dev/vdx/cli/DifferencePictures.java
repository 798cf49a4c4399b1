package dev.vdx.cli;

import dev.vdx.FileKind;
import dev.vdx.model.Format;
import dev.vdx.model.SignatureFacts;
import dev.vdx.model.SignatureKind;
import dev.vdx.model.SignedDocument;
import dev.vdx.model.Source;
import dev.vdx.pdf.picture.Comparison;
import dev.vdx.report.Shown;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Pictures of what looks different since it was signed, one a page, in a folder ({@code --diff-images}). Drawing is no part
 * of the verdict: what cannot be drawn is said, and changes no exit code.
 */
final class DifferencePictures {
    private static final int MOST_PAGES = 50;
    private static final int MOST_SIGNATURES = 20;
    private static final int LONGEST_NAME = 60;
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Path folder;
    private final Console console;
    private final Duration longest;
    private final Set<String> stems = new HashSet<>();

    private DifferencePictures(Path folder, Console console, Duration longest) {
        this.folder = folder;
        this.console = console;
        this.longest = longest;
    }

    /** Pictures into this folder, which is made if need be. */
    static DifferencePictures into(Path folder, Console console) throws Refusal {
        return into(folder, console, LONGEST);
    }

    static DifferencePictures into(Path folder, Console console, Duration longest) throws Refusal {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw Refusal.input(
                    "cannot make the folder " + folder + ": " + Reasons.of(e),
                    "สร้างโฟลเดอร์ " + folder + " ไม่ได้: " + Reasons.of(e));
        }
        return new DifferencePictures(folder, console, longest);
    }

    /** Draws what differs in one file; says on stderr what was written and what could not be. */
    void draw(Path file, SignedDocument document) {
        if (document.format() != Format.PDF || !isPdf(file)) {
            return;
        }
        List<SignatureFacts> signatures = document.signatures().stream()
                .filter(s ->
                        s.kind() == SignatureKind.SIGNATURE && !s.coverage().wholeFile())
                .toList();
        if (signatures.isEmpty()) {
            console.tell(
                    file + ": nothing was added after a signature, no pictures",
                    file + ": ไม่มีสิ่งใดเพิ่มหลังลายมือชื่อ จึงไม่มีภาพ");
            return;
        }
        noteFontsElsewhere();
        String stem = stem(file);
        long deadline = System.nanoTime() + longest.toNanos();
        int drawn = 0;
        for (SignatureFacts signature : signatures) {
            if (drawn++ == MOST_SIGNATURES) {
                console.tell(
                        file + ": only " + MOST_SIGNATURES + " signatures were compared",
                        file + ": เปรียบเทียบเพียง " + MOST_SIGNATURES + " ลายมือชื่อ");
                return;
            }
            Job job = new Job(file, signature, stem + "-" + clean(signature.id()));
            if (!job.run(deadline)) {
                return;
            }
        }
    }

    /** PDFBox notes which fonts the system has; not in anybody's home. */
    static void noteFontsElsewhere() {
        if (System.getProperty("pdfbox.fontcache") == null) {
            System.setProperty("pdfbox.fontcache", System.getProperty("java.io.tmpdir"));
        }
    }

    /** What was verified may have been a part of the file. */
    private static boolean isPdf(Path file) {
        try (Source source = Source.file(file)) {
            return FileKind.of(source) == Format.PDF;
        } catch (IOException e) {
            return false;
        }
    }

    /** The file's name, safe to be a part of another, and not yet used in this run. */
    private String stem(Path file) {
        Path last = file.getFileName();
        String name = clean(last == null ? "document" : last.toString().replaceFirst("(?i)\\.pdf$", ""));
        String stem = name;
        for (int i = 2; !stems.add(stem); i++) {
            stem = name + "-" + i;
        }
        return stem;
    }

    /** Letters, marks, digits, full stops within, hyphens and underscores; everything else becomes an underscore. */
    private static String clean(String text) {
        String kept = text.replaceAll("[^\\p{L}\\p{M}\\p{Nd}._-]", "_").replaceAll("^[._-]+", "");
        int[] points = kept.codePoints().limit(LONGEST_NAME).toArray();
        return points.length == 0 ? "x" : new String(points, 0, points.length);
    }

    /** One signature's pictures. */
    private final class Job implements Comparison.Pages {
        private final Path file;
        private final SignatureFacts signature;
        private final String stem;
        private final AtomicInteger different = new AtomicInteger();
        private final AtomicInteger undrawn = new AtomicInteger();
        private final AtomicBoolean given = new AtomicBoolean();

        Job(Path file, SignatureFacts signature, String stem) {
            this.file = file;
            this.signature = signature;
            this.stem = stem;
        }

        /** Whether there is time for another. */
        boolean run(long deadline) {
            String name = file + ", " + Shown.text(signature.id());
            if (!signature.coverage().revision()) {
                console.tell(
                        name + ": it cannot be told what was signed, no pictures",
                        name + ": บอกไม่ได้ว่าสิ่งใดถูกลงนาม จึงไม่มีภาพ");
                return true;
            }
            FutureTask<Boolean> task = new FutureTask<>(() -> {
                new Comparison(MOST_PAGES).compare(file, signature.coverage().end(), this);
                return true;
            });
            // A page that never ends keeps its thread, but not the program.
            Thread thread = new Thread(null, task, "diff-images", 4L << 20);
            thread.setDaemon(true);
            thread.start();
            try {
                task.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (different.get() == 0 && undrawn.get() == 0) {
                    console.tell(
                            name + ": no page looks different from when it was signed",
                            name + ": ทุกหน้าดูเหมือนเมื่อลงนาม");
                }
                return true;
            } catch (ExecutionException e) {
                String why = String.valueOf(e.getCause());
                console.tell(name + ": cannot be drawn: " + Shown.text(why), name + ": วาดไม่ได้: " + Shown.text(why));
                return true;
            } catch (TimeoutException e) {
                given.set(true);
                thread.interrupt();
                console.tell(
                        name + ": drawing took longer than " + longest.toSeconds() + " s and was given up",
                        name + ": วาดนานกว่า " + longest.toSeconds() + " วินาที จึงเลิก");
                return false;
            } catch (InterruptedException e) {
                thread.interrupt();
                Thread.currentThread().interrupt();
                return false;
            }
        }

        @Override
        public void differs(int page, byte[] png) throws IOException {
            different.incrementAndGet();
            if (given.get()) {
                return;
            }
            Path picture = folder.resolve(stem + "-" + page + ".png");
            Path part = Files.createTempFile(folder, ".vdx", ".part");
            try {
                Files.write(part, png);
                // Without the option to replace: what is there stays.
                Files.move(part, picture);
                console.tell("Written: " + picture, "เขียนแล้ว: " + picture);
            } catch (FileAlreadyExistsException e) {
                console.tell(
                        picture + " is there already and was left as it is",
                        "มี " + picture + " อยู่แล้ว จึงไม่เขียนทับ");
            } finally {
                Files.deleteIfExists(part);
            }
        }

        @Override
        public void broken(int page, String why) {
            undrawn.incrementAndGet();
            console.tell(
                    file + ", page " + page + ": cannot be drawn: " + Shown.text(why),
                    file + " หน้า " + page + ": วาดไม่ได้: " + Shown.text(why));
        }

        @Override
        public void left(int page) {
            undrawn.incrementAndGet();
            console.tell(file + ": pages from " + page + " on were not drawn", file + ": ไม่ได้วาดตั้งแต่หน้า " + page);
        }
    }
}
