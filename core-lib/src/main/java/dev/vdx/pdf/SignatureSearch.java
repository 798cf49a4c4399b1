package dev.vdx.pdf;

import dev.vdx.model.FindingCode;
import dev.vdx.pdf.form.FieldTree;
import dev.vdx.pdf.form.FormField;
import dev.vdx.pdf.object.IndirectObject;
import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfException;
import dev.vdx.pdf.object.PdfFile;
import dev.vdx.pdf.object.PdfObject;
import dev.vdx.pdf.object.Revision;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the signatures of a file: those its fields show, and those somebody took out of its fields. */
final class SignatureSearch {
    private static final long LARGEST_SEARCHED = 512L << 20;
    private static final int LONGEST_DICTIONARY = 4 << 20;

    private final PdfFile file;

    SignatureSearch(PdfFile file) {
        this.file = file;
    }

    /** The signatures that fields of the newest revision hold, each once, in the order of their ends. */
    List<FoundSignature> present() {
        List<FoundSignature> found = new ArrayList<>();
        Set<Object> seen = new HashSet<>();
        Revision last = file.last();
        for (FormField field : FieldTree.fields(last, file.budget())) {
            PdfObject value = field.dictionary().get("V");
            if (field.isSignature() && last.resolve(value) instanceof PdfDictionary dictionary && seen.add(value)) {
                found.add(FoundSignature.of(file, field.name(), field.dictionary(), dictionary));
            }
        }
        if (found.size() > file.budget().limits().signatures()) {
            throw new PdfException(
                    FindingCode.LIMIT_EXCEEDED,
                    "signatures > " + file.budget().limits().signatures());
        }
        if (found.stream().allMatch(FoundSignature::placeholder)) {
            return List.of();
        }
        found.sort((a, b) -> Long.compare(end(a), end(b)));
        return found;
    }

    private static long end(FoundSignature signature) {
        return signature.range().map(SignedRange::end).orElse(Long.MAX_VALUE);
    }

    /** Names of signatures that an earlier revision had, or that lie in the file, and that no field shows any more. */
    Set<String> stripped(List<FoundSignature> present) {
        Set<Long> known = new HashSet<>();
        present.forEach(signature -> known.add(signature.place()));
        Set<String> stripped = new LinkedHashSet<>();
        if (file.revisions().size() > 1) {
            inFirst(known, stripped);
            inUpdates(known, stripped);
        }
        if (present.isEmpty() && stripped.isEmpty()) {
            inBytes().ifPresent(stripped::add);
        }
        return stripped;
    }

    private void inFirst(Set<Long> known, Set<String> stripped) {
        Revision first = file.revisions().get(0);
        try {
            for (FormField field : FieldTree.fields(first, file.budget())) {
                if (field.isSignature() && first.get(field.dictionary(), "V") instanceof PdfDictionary dictionary) {
                    note(field.name(), dictionary, known, stripped);
                }
            }
        } catch (PdfException e) {
            if (e.limit()) {
                throw e;
            }
        }
    }

    private void inUpdates(Set<Long> known, Set<String> stripped) {
        for (Revision revision : file.revisions().subList(1, file.revisions().size())) {
            for (int number : revision.numbers()) {
                try {
                    if (file.version(number, revision.index()) == revision.index()
                            && revision.object(number)
                                            .map(IndirectObject::value)
                                            .orElse(null)
                                    instanceof PdfDictionary dictionary
                            && dictionary.has("ByteRange")) {
                        note("object " + number, dictionary, known, stripped);
                    }
                } catch (PdfException e) {
                    if (e.limit()) {
                        throw e;
                    }
                }
            }
        }
    }

    private boolean wasSigned(PdfDictionary dictionary) {
        FoundSignature signature = FoundSignature.of(file, "", PdfDictionary.EMPTY, dictionary);
        return signature.range().isPresent() && !signature.placeholder();
    }

    private void note(String name, PdfDictionary dictionary, Set<Long> known, Set<String> stripped) {
        FoundSignature signature = FoundSignature.of(file, name, PdfDictionary.EMPTY, dictionary);
        if (signature.revision().isPresent() && !signature.placeholder() && known.add(signature.place())) {
            stripped.add(name);
        }
    }

    /** A signature dictionary that no object leads to any more, where nothing else says the file was signed. */
    private Optional<String> inBytes() {
        long limit = Math.min(file.bytes().size(), LARGEST_SEARCHED);
        for (long at = file.bytes().find("/ByteRange", 0, limit);
                at >= 0;
                at = file.bytes().find("/ByteRange", at + 1, limit)) {
            file.budget().object();
            file.budget().time();
            long start = file.bytes().findLast(" obj", Math.max(0, at - LONGEST_DICTIONARY), at);
            Optional<PdfDictionary> dictionary = start < 0 ? Optional.empty() : file.dictionaryBehind(start + 4);
            // Behind the last revision nothing honest begins a signature: its update was cut off.
            boolean cutOff = at >= file.last().end();
            if (cutOff || (dictionary.isPresent() && wasSigned(dictionary.get()))) {
                return Optional.of("offset " + at);
            }
        }
        return Optional.empty();
    }
}
