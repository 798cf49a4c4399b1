package dev.vdx.pdf.prepared;

import dev.vdx.model.FindingCode;
import dev.vdx.pdf.object.PdfArray;
import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfFile;
import dev.vdx.pdf.object.PdfObject;
import dev.vdx.pdf.object.PdfString;
import dev.vdx.pdf.object.Revision;

/** Layers (optional content, ISO 32000-2, 8.11) that are off, or that a reader or a program may switch. */
final class LayerCheck {
    private final PdfFile file;
    private final Notes notes;

    LayerCheck(PdfFile file, Notes notes) {
        this.file = file;
        this.notes = notes;
    }

    void check() {
        Revision last = file.last();
        PdfDictionary properties = last.dictionary(last.catalog(), "OCProperties");
        PdfDictionary standard = last.dictionary(properties, "D");
        PdfArray off = last.array(standard, "OFF");
        PdfArray locked = last.array(standard, "Locked");
        boolean all = standard.is("BaseState", "OFF");
        boolean automatic = last.array(standard, "AS").size() > 0;
        for (PdfObject each : last.array(properties, "OCGs").items()) {
            file.budget().object();
            boolean isOff = off.items().contains(each)
                    || (all && !last.array(standard, "ON").items().contains(each));
            if (isOff || automatic || !locked.items().contains(each)) {
                PdfDictionary layer = Revision.asDictionary(last.resolve(each));
                String name = last.get(layer, "Name") instanceof PdfString text ? text.text() : "";
                notes.add(FindingCode.PREPARED_LAYER, "", "", name + (isOff ? " (off)" : ""));
            }
        }
    }
}
