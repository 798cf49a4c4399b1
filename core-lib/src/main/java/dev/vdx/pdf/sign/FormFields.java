package dev.vdx.pdf.sign;

import dev.vdx.model.FindingCode;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfException;
import dev.vdx.pdf.object.PdfName;
import dev.vdx.pdf.object.PdfObject;
import dev.vdx.pdf.object.PdfReference;
import dev.vdx.pdf.object.PdfString;
import dev.vdx.pdf.object.Revision;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The fields of a form by full name (ISO 32000-2, 12.7.4.2). */
final class FormFields {
    private static final int MAX_FIELDS = 200_000;
    private static final int MOST_TOLD = 10;

    private final Map<String, Field> byName = new LinkedHashMap<>();

    /**
     * A field.
     *
     * @param name partial names joined by periods
     * @param type inherited field type, empty where none is given
     */
    record Field(String name, PdfReference reference, PdfDictionary dictionary, String type) {

        boolean isSignature() {
            return type.equals("Sig");
        }

        /** Its annotation: the field itself, or its only kid. */
        PdfReference widget(Revision revision) {
            return revision.array(dictionary, "Kids").items().stream()
                    .filter(PdfReference.class::isInstance)
                    .map(PdfReference.class::cast)
                    .findFirst()
                    .orElse(reference);
        }
    }

    private record Step(PdfObject at, String prefix, String type) {}

    FormFields(Revision revision) {
        Deque<Step> open = new ArrayDeque<>();
        Set<PdfReference> seen = new HashSet<>();
        PdfDictionary form = revision.dictionary(revision.catalog(), "AcroForm");
        revision.array(form, "Fields").items().forEach(f -> open.add(new Step(f, "", "")));
        while (!open.isEmpty()) {
            Step step = open.remove();
            if (!(step.at instanceof PdfReference reference) || !seen.add(reference)) {
                continue;
            }
            if (seen.size() > MAX_FIELDS) {
                throw new PdfException(FindingCode.LIMIT_EXCEEDED, "fields > " + MAX_FIELDS);
            }
            PdfDictionary field = Revision.asDictionary(revision.resolve(reference));
            String type = revision.get(field, "FT") instanceof PdfName name ? name.value() : step.type;
            String name = step.prefix;
            if (revision.get(field, "T") instanceof PdfString partial) {
                name = step.prefix.isEmpty() ? partial.text() : step.prefix + "." + partial.text();
                byName.putIfAbsent(name, new Field(name, reference, field, type));
            }
            for (PdfObject kid : revision.array(field, "Kids").items()) {
                open.add(new Step(kid, name, type));
            }
        }
    }

    Optional<Field> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The refusal of a form that has no such field; names some that it has. */
    SigningException lacks(String name) {
        return refusal(SigningProblem.FIELD_NOT_FOUND, name, field -> true);
    }

    /** The refusal of a field that is not for signatures; names some that are. */
    SigningException otherKind(String name) {
        return refusal(SigningProblem.FIELD_OTHER_KIND, name, Field::isSignature);
    }

    private SigningException refusal(SigningProblem problem, String name, Predicate<Field> better) {
        List<String> names =
                byName.values().stream().filter(better).map(Field::name).toList();
        if (names.isEmpty()) {
            return new SigningException(problem, name);
        }
        String told = String.join(", ", names.subList(0, Math.min(MOST_TOLD, names.size())));
        return new SigningException(problem, name, names.size() > MOST_TOLD ? told + ", …" : told);
    }

    /** This word and 1, or the next number that no field has. */
    String freeName(String word) {
        int number = 1;
        while (byName.containsKey(word + number)) {
            number++;
        }
        return word + number;
    }
}
