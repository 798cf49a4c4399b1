package dev.vdx.node.page;

import dev.vdx.Verifier;
import dev.vdx.model.Indication;
import dev.vdx.model.Outcome;
import dev.vdx.node.push.Refusal;
import dev.vdx.report.Report;
import dev.vdx.verify.SignatureVerdict;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Looks at files people bring: verifies them and draws their pages. Keeps nothing of them. Safe for several threads. */
public final class Examiner implements Closeable {
    private static final Duration DRAWING = Duration.ofSeconds(20);
    private static final Duration WAITING = Duration.ofSeconds(5);
    private static final int AT_ONCE = 4;

    private final Verifier verifier;
    private final long largest;
    private final WorkFolder work;
    private final Drawing drawing = new Drawing(DRAWING);
    private final Semaphore places = new Semaphore(AT_ONCE);

    private Examiner(Verifier verifier, long largest, WorkFolder work) {
        this.verifier = verifier;
        this.largest = largest;
        this.work = work;
    }

    /**
     * Makes one; what an earlier process left in its folder is deleted.
     *
     * @param largest largest file, in bytes
     * @throws IOException if the folder cannot be written
     */
    public static Examiner open(Path folder, Verifier verifier, long largest) throws IOException {
        return new Examiner(verifier, largest, WorkFolder.open(folder));
    }

    /** The largest file it takes, in bytes. */
    public long largest() {
        return largest;
    }

    /**
     * A place to look at one file.
     *
     * @throws Refusal if all are taken
     * @throws IOException if its folder cannot be made
     */
    public Desk desk() throws Refusal, IOException {
        try {
            if (!places.tryAcquire(WAITING.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Refusal(503, "busy", "others are being looked at; try again in a moment");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(503, "busy", "this node is stopping");
        }
        try {
            return new Desk(work.fresh());
        } catch (IOException e) {
            places.release();
            throw e;
        }
    }

    @Override
    public void close() {
        work.close();
    }

    /** Where one file is looked at; closing it deletes the file. */
    public final class Desk implements Closeable {
        private final Path folder;

        private Desk(Path folder) {
            this.folder = folder;
        }

        /** Put the file here. */
        public Path folder() {
            return folder;
        }

        /**
         * Looks at it.
         *
         * @param name what the report calls it
         * @param stranger whether nobody knows who brought it: then no address is visited on the file's word alone
         * @throws IOException if it cannot be read
         */
        public Examined examine(Path file, String name, boolean stranger) throws IOException {
            Report report = stranger ? careful(file, name) : verified(verifier, file, name);
            if (!Examined.drawable(report)) {
                return new Examined(report, Pictures.NONE);
            }
            long signed = Examined.reference(report)
                    .map(s -> s.facts().coverage().end())
                    .orElse(0L);
            return new Examined(report, drawing.draw(file, signed, folder));
        }

        /** Addresses in certificates are visited only when trusted authorities issued each of them. */
        private Report careful(Path file, String name) throws IOException {
            Report offline = verified(verifier.offline(), file, name);
            boolean vouchedFor = offline.verdict().signatures().stream().allMatch(Desk::anchored);
            return offline.outcome() == Outcome.INDETERMINATE && vouchedFor ? verified(verifier, file, name) : offline;
        }

        private static boolean anchored(SignatureVerdict signature) {
            return signature.anchor().isPresent()
                    && signature.timestamps().stream()
                            .allMatch(t -> t.indication() == Indication.PASSED
                                    || !t.chain().isEmpty());
        }

        private static Report verified(Verifier verifier, Path file, String name) throws IOException {
            try (dev.vdx.model.Source source = dev.vdx.model.Source.file(file)) {
                return verifier.verify(source, name);
            }
        }

        @Override
        public void close() throws IOException {
            places.release();
            WorkFolder.delete(folder);
        }
    }
}
