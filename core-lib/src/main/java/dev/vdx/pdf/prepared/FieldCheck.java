package dev.vdx.pdf.prepared;

import dev.vdx.model.FindingCode;
import dev.vdx.pdf.change.Look;
import dev.vdx.pdf.form.FieldTree;
import dev.vdx.pdf.form.FormField;
import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfFile;
import dev.vdx.pdf.object.PdfName;
import dev.vdx.pdf.object.PdfNull;
import dev.vdx.pdf.object.PdfNumber;
import dev.vdx.pdf.object.PdfObject;
import dev.vdx.pdf.object.PdfStream;
import dev.vdx.pdf.object.PdfString;
import dev.vdx.pdf.object.Revision;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Form fields that show something else than they hold (ISO 32000-2, 12.7.4). */
final class FieldCheck {
    private static final int PASSWORD = 1 << 13;

    private final PdfFile file;
    private final Revision last;
    private final List<PdfPage> pages;
    private final Notes notes;

    FieldCheck(PdfFile file, List<PdfPage> pages, Notes notes) {
        this.file = file;
        this.last = file.last();
        this.pages = pages;
        this.notes = notes;
    }

    void check() {
        Map<PdfDictionary, String> places = new HashMap<>();
        for (PdfPage page : pages) {
            for (PdfObject each : last.array(page.dictionary(), "Annots").items()) {
                places.put(Revision.asDictionary(last.resolve(each)), page.label());
            }
        }
        for (FormField field : FieldTree.fields(last, file.budget())) {
            for (PdfDictionary widget : field.widgets()) {
                if (differs(field, widget)) {
                    notes.add(FindingCode.PREPARED_FIELD_MISMATCH, places.getOrDefault(widget, ""), "", field.name());
                }
            }
        }
    }

    private boolean differs(FormField field, PdfDictionary widget) {
        PdfObject value = FieldTree.inherited(last, widget, "V");
        return switch (field.type()) {
            case "Tx" -> !secret(widget) && widget.has("AP") && saysOther(value, widget);
            case "Ch" -> value instanceof PdfString && widget.has("AP") && saysOther(value, widget);
            case "Btn" -> buttonDiffers(value, widget);
            default -> false;
        };
    }

    private boolean secret(PdfDictionary widget) {
        return FieldTree.inherited(last, widget, "Ff") instanceof PdfNumber flags
                && ((int) flags.integer() & PASSWORD) != 0;
    }

    private boolean saysOther(PdfObject value, PdfDictionary widget) {
        Look look = Look.of(last, file.budget(), widget);
        String meant = value instanceof PdfString string
                ? string.text()
                : value instanceof PdfStream stream
                        ? new String(last.decoded(stream), java.nio.charset.StandardCharsets.ISO_8859_1)
                        : "";
        if (meant.isBlank()) {
            return !look.blank();
        }
        return look.readable() && !look.says().isBlank() && !look.shows(meant);
    }

    /** A button drawn in another state than it has, or one that looks on where it is off. */
    private boolean buttonDiffers(PdfObject value, PdfDictionary widget) {
        PdfObject state = last.get(widget, "AS");
        if (!(last.get(last.dictionary(widget, "AP"), "N") instanceof PdfDictionary states)) {
            return false;
        }
        boolean on = state instanceof PdfName name && !name.is("Off");
        boolean meant = value instanceof PdfName name && states.has(name.value()) && !name.is("Off");
        if (on != meant && (value instanceof PdfName || value == PdfNull.NULL)) {
            return true;
        }
        return last.get(states, "Off") instanceof PdfStream off
                && !Look.of(last, file.budget(), off).says().isBlank();
    }
}
