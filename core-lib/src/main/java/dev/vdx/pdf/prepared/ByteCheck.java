package dev.vdx.pdf.prepared;

import dev.vdx.model.FindingCode;
import dev.vdx.pdf.change.ByteReview;
import dev.vdx.pdf.object.PdfFile;

/** Bytes that belong to no object: a second document may wait in them, or objects of a number that is taken. */
final class ByteCheck {
    private static final int HEAD = 1024;
    private static final String OBJECT = " obj";

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
            if (isStructure(span)) {
                notes.add(FindingCode.PREPARED_UNUSED_OBJECTS, "", "", "bytes " + span.start() + " to " + span.end());
                continue;
            }
            boolean objects = file.bytes().find(OBJECT, span.start(), span.end()) >= 0;
            notes.add(
                    objects ? FindingCode.PREPARED_HIDDEN_OBJECT : FindingCode.PREPARED_LOOSE_BYTES,
                    "",
                    "",
                    "bytes " + span.start() + " to " + span.end());
        }
    }

    /** Whether every object of a stretch holds others together, and none shows anything. */
    private boolean isStructure(ByteReview.Span span) {
        long at = file.bytes().find(OBJECT, span.start(), span.end());
        boolean any = at >= 0;
        while (at >= 0) {
            file.budget().object();
            if (file.dictionaryBehind(at + OBJECT.length())
                    .filter(d -> d.is("Type", "ObjStm") || d.is("Type", "XRef") || d.has("Linearized"))
                    .isEmpty()) {
                return false;
            }
            at = file.bytes().find(OBJECT, at + 1, span.end());
        }
        return any;
    }
}
