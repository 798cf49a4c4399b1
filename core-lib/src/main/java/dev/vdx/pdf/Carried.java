package dev.vdx.pdf;

import dev.vdx.model.FindingCode;
import dev.vdx.model.Limits;
import dev.vdx.model.Source;
import dev.vdx.pdf.object.Budget;
import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfException;
import dev.vdx.pdf.object.PdfFile;
import dev.vdx.pdf.object.PdfObject;
import dev.vdx.pdf.object.PdfReference;
import dev.vdx.pdf.object.PdfStream;
import dev.vdx.pdf.object.PdfString;
import dev.vdx.pdf.object.Revision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What a PDF carries for machines, as its last revision has it: embedded files (ISO 32000-2, 7.11.4) and metadata. */
public final class Carried {
    /** Longest file that is read, in bytes. */
    private static final int LARGEST = 8 << 20;

    private final PdfFile file;
    private final Revision last;

    Carried(PdfFile file) {
        this.file = file;
        this.last = file.last();
    }

    /**
     * Reads a file's; empty where the PDF, or what is asked for of it, cannot be read.
     *
     * @throws IOException only if the source cannot be read
     */
    public static <T> Optional<T> in(Source source, Limits limits, Function<Carried, T> reading) throws IOException {
        try {
            return Optional.of(reading.apply(new Carried(PdfFile.open(source, new Budget(limits)))));
        } catch (PdfException e) {
            return Optional.empty();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /**
     * The contents of all embedded files that any reader may know by this name, each once, whether the document's tree of
     * names or its associated files ({@code /AF}) lead there.
     */
    public List<byte[]> files(String name) {
        Map<Integer, byte[]> contents = new LinkedHashMap<>();
        List<PdfDictionary> all = new ArrayList<>(specifications());
        for (PdfObject associated : last.array(last.catalog(), "AF").items()) {
            file.budget().object();
            all.add(Revision.asDictionary(last.resolve(associated)));
        }
        for (PdfDictionary specification : all) {
            if (text(specification, "UF").filter(name::equals).isPresent()
                    || text(specification, "F").filter(name::equals).isPresent()) {
                PdfDictionary embedded = last.dictionary(specification, "EF");
                for (String key : embedded.keys()) {
                    if (embedded.get(key) instanceof PdfReference reference
                            && !contents.containsKey(reference.number())) {
                        contents.put(reference.number(), content(reference));
                    }
                }
            }
        }
        return List.copyOf(contents.values());
    }

    /** The document's metadata. */
    public Optional<byte[]> metadata() {
        return last.get(last.catalog(), "Metadata") instanceof PdfStream stream
                ? Optional.of(last.decoded(stream))
                : Optional.empty();
    }

    private byte[] content(PdfReference reference) {
        byte[] bytes = last.resolve(reference) instanceof PdfStream stream ? last.decoded(stream) : new byte[0];
        if (bytes.length > LARGEST) {
            throw new PdfException(FindingCode.LIMIT_EXCEEDED, "bytes of an embedded file > " + LARGEST);
        }
        return bytes;
    }

    /** The file specifications of the tree of names (7.9.6), each node once. */
    List<PdfDictionary> specifications() {
        List<PdfDictionary> found = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        List<PdfDictionary> waiting =
                new ArrayList<>(List.of(last.dictionary(last.dictionary(last.catalog(), "Names"), "EmbeddedFiles")));
        while (!waiting.isEmpty()) {
            PdfDictionary node = waiting.remove(waiting.size() - 1);
            file.budget().object();
            List<PdfObject> pairs = last.array(node, "Names").items();
            for (int i = 0; i + 1 < pairs.size(); i += 2) {
                found.add(Revision.asDictionary(last.resolve(pairs.get(i + 1))));
            }
            for (PdfObject kid : last.array(node, "Kids").items()) {
                if (kid instanceof PdfReference reference && seen.add(reference.number())) {
                    waiting.add(Revision.asDictionary(last.resolve(kid)));
                }
            }
        }
        return found;
    }

    /** The names of its embedded files. */
    List<String> names() {
        return specifications().stream()
                .map(s -> text(s, "UF").or(() -> text(s, "F")).orElse("?"))
                .toList();
    }

    private Optional<String> text(PdfDictionary dictionary, String key) {
        return last.get(dictionary, key) instanceof PdfString string ? Optional.of(string.text()) : Optional.empty();
    }
}
