package dev.vdx.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vdx.BulkDocument;
import dev.vdx.BulkListener;
import dev.vdx.BulkResult;
import dev.vdx.BulkSigner;
import dev.vdx.model.Level;
import dev.vdx.model.SigningException;
import dev.vdx.report.Explained;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** {@code vdx sign --bulk}: one line of JSON a document, how far it is, and a summary. */
final class BulkSigning {
    private static final int LEFT_OUT = 1;
    private static final long PATIENCE_SECONDS = 20;

    private final Console console;
    private final BulkInputs inputs;

    BulkSigning(Console console, BulkInputs inputs) {
        this.console = console;
        this.inputs = inputs;
    }

    int run(BulkSigner signer, Level level) throws SigningException, IOException {
        CountDownLatch done = new CountDownLatch(1);
        Thread hook = stopping(Thread.currentThread(), done);
        Runtime.getRuntime().addShutdownHook(hook);
        BulkProgress progress = new BulkProgress(inputs.documents().size(), System.nanoTime());
        BulkResult result;
        try (progress) {
            progress.show(console);
            result = signer.random(console.random().get())
                    .sign(inputs.documents(), inputs.folder(), new Lines(progress));
        } finally {
            done.countDown();
            forget(hook);
        }
        String pace = progress.pace(System.nanoTime());
        console.tell(
                "Signed " + result.signed() + " documents with one signature at level " + level + " into "
                        + inputs.folder() + ", " + pace + "; " + result.kept() + " were there already, "
                        + result.refused() + " were left out.",
                "ลงลายมือชื่อเดียวระดับ " + level + " ใน " + result.signed() + " เอกสาร ไว้ที่ " + inputs.folder()
                        + " (" + pace + ") มีอยู่แล้ว " + result.kept() + " ข้ามไป " + result.refused());
        return result.refused() > 0 ? LEFT_OUT : Exit.DONE;
    }

    /** Ctrl-C ends the work, removes what is unfinished, and leaves what is whole. */
    private static Thread stopping(Thread worker, CountDownLatch done) {
        return new Thread(
                () -> {
                    worker.interrupt();
                    try {
                        done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "bulk-stop");
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It is what stopped us.
        }
    }

    private final class Lines implements BulkListener {
        private final BulkProgress progress;

        Lines(BulkProgress progress) {
            this.progress = progress;
        }

        @Override
        public void prepared(BulkDocument document) {
            progress.prepared();
        }

        @Override
        public void signed(BulkDocument document) {
            print(line(document, "signed").put("output", document.out().toString()));
            progress.finished(true);
        }

        @Override
        public void kept(BulkDocument document) {
            print(line(document, "kept").put("output", document.out().toString()));
            progress.finished(false);
        }

        @Override
        public void refused(BulkDocument document, SigningException why) {
            Explained explained = Explained.of(why, console.language());
            print(line(document, "refused")
                    .put("problem", why.problem().name())
                    .put("message", explained.message())
                    .put("next", explained.next()));
            progress.finished(false);
        }

        private ObjectNode line(BulkDocument document, String outcome) {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("file", document.in().toString())
                    .put("outcome", outcome);
        }

        private void print(ObjectNode line) {
            console.out().println(line);
        }
    }
}
