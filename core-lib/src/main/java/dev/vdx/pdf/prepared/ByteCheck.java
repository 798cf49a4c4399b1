package dev.vdx.pdf.prepared;

import dev.vdx.model.FindingCode;
import dev.vdx.pdf.change.ByteReview;
import dev.vdx.pdf.object.PdfFile;

/** Bytes that belong to no object: a second document may wait in them, or objects of a number that is taken. */
final class ByteCheck {
    private static final int HEAD = 1024;

    private final PdfFile file;
    private final Notes notes;

    ByteCheck(PdfFile file, Notes notes) {
        this.file = file;
        this.notes = notes;
    }

    void check() {
        boolean linearized =
                file.bytes().find("/Linearized", 0, Math.min(HEAD, file.bytes().size())) >= 0;
        for (ByteReview.Span span : ByteReview.loose(file)) {
            // A linearized file (annex F) has a second cross-reference section in its first revision.
            if (linearized && span.start() < file.revisions().get(0).end()) {
                continue;
            }
            // Word processors leave object streams behind that hold nothing any more.
            if (isOnly(span, "ObjStm")) {
                notes.add(FindingCode.PREPARED_UNUSED_OBJECTS, "", "", "bytes " + span.start() + " to " + span.end());
                continue;
            }
            boolean objects = file.bytes().find(" obj", span.start(), span.end()) >= 0;
            notes.add(
                    objects ? FindingCode.PREPARED_HIDDEN_OBJECT : FindingCode.PREPARED_LOOSE_BYTES,
                    "",
                    "",
                    "bytes " + span.start() + " to " + span.end());
        }
    }

    /** Whether a stretch holds one object that says it is of this kind. */
    private boolean isOnly(ByteReview.Span span, String type) {
        long head = file.bytes().find(" obj", span.start(), span.end());
        return head >= 0
                && file.bytes().find(" obj", head + 1, span.end()) < 0
                && file.dictionaryBehind(head + 4)
                        .filter(d -> d.is("Type", type))
                        .isPresent();
    }
}
