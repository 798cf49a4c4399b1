package dev.vdx.pdf.form;

import dev.vdx.pdf.object.PdfDictionary;
import java.util.List;

/**
 * A form field that is an end of the tree, with its inherited type (ISO 32000-2, 12.7.4.1).
 *
 * @param number its object; -1 where it is no indirect object
 * @param name the partial names from the root down, joined by full stops
 * @param type {@code Sig}, {@code Tx}, {@code Btn}, {@code Ch}; empty where nothing says
 * @param dictionary its dictionary
 * @param widgets the annotations that show it: itself, or its children without a name
 */
public record FormField(int number, String name, String type, PdfDictionary dictionary, List<PdfDictionary> widgets) {

    public FormField {
        widgets = List.copyOf(widgets);
    }

    /** Whether it is a signature field (12.7.5.5). */
    public boolean isSignature() {
        return type.equals("Sig");
    }
}
