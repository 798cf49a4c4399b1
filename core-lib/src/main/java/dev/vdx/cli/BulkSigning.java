package dev.vdx.cli;

import dev.vdx.BulkDocument;
import dev.vdx.BulkListener;
import dev.vdx.BulkResult;
import dev.vdx.BulkSigner;
import dev.vdx.model.Level;
import dev.vdx.model.SigningException;
import java.io.IOException;

/** {@code vdx sign --bulk}: one line of JSON a document, how far it is, and a summary. */
final class BulkSigning {
    private static final int LEFT_OUT = 1;

    private final Console console;
    private final ManyInputs inputs;

    BulkSigning(Console console, ManyInputs inputs) {
        this.console = console;
        this.inputs = inputs;
    }

    @SuppressWarnings("try") // held, not used
    int run(BulkSigner signer, Level level) throws SigningException, IOException {
        ManyProgress progress = new ManyProgress(inputs.documents().size(), System.nanoTime());
        BulkResult result;
        // Ctrl-C ends the work, removes what is unfinished, and leaves what is whole.
        try (StopHook stopping = StopHook.of(Thread.currentThread()::interrupt);
                progress) {
            progress.show(console);
            result = signer.random(console.random().get())
                    .sign(inputs.documents(), inputs.folder(), new Lines(progress));
        }
        String pace = progress.pace(System.nanoTime());
        console.tell(
                "Signed with one signature at level " + level + " into " + inputs.folder() + ": " + result.signed()
                        + " (" + pace + "); there already: " + result.kept() + "; left out: " + result.refused() + ".",
                "ลงลายมือชื่อเดียวระดับ " + level + " ใน " + result.signed() + " เอกสาร ไว้ที่ " + inputs.folder()
                        + " (" + pace + ") มีอยู่แล้ว " + result.kept() + " ข้ามไป " + result.refused());
        return result.refused() > 0 ? LEFT_OUT : Exit.DONE;
    }

    private final class Lines implements BulkListener {
        private final SigningLines lines = new SigningLines(console);
        private final ManyProgress progress;

        Lines(ManyProgress progress) {
            this.progress = progress;
        }

        @Override
        public void prepared(BulkDocument document) {
            progress.prepared();
        }

        @Override
        public void signed(BulkDocument document) {
            lines.signed(document);
            progress.finished(true);
        }

        @Override
        public void kept(BulkDocument document) {
            lines.kept(document);
            progress.finished(false);
        }

        @Override
        public void refused(BulkDocument document, SigningException why) {
            lines.refused(document, why);
            progress.finished(false);
        }
    }
}
