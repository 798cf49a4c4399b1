package dev.vdx.pdf.change;

import dev.vdx.pdf.object.PdfArray;
import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfNull;
import dev.vdx.pdf.object.PdfStream;
import dev.vdx.pdf.object.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What may change in the trailer: where things are, not what the document is (ISO 32000-2, 7.5.5). */
final class TrailerRule {
    private static final Set<String> FREE = Set.of(
            "Size", "Prev", "XRefStm", "ID", "Info", "Type", "W", "Index", "Length", "Filter", "DecodeParms", "DL");

    private final Step step;

    TrailerRule(Step step) {
        this.step = step;
    }

    /**
     * Whether this is the key by which office suites name the source of a document, naming no stream: some signing
     * software renumbers the objects and leaves it pointing at something else, which no reader can open.
     */
    static boolean pointsNowhere(String key, Revision revision) {
        return key.equals("AdditionalStreams")
                && revision.get(revision.trailer(), key) instanceof PdfArray array
                && array.items().stream().noneMatch(item -> revision.resolve(item) instanceof PdfStream);
    }

    List<Judged> judge() {
        PdfDictionary old = step.before().trailer();
        PdfDictionary now = step.after().trailer();
        List<Judged> suspicious = new ArrayList<>();
        if (now.duplicates()) {
            suspicious.add(Judged.suspicious("trailer", ""));
        }
        for (String key : old.differences(now)) {
            boolean kept = !key.equals("Root") && !key.equals("Encrypt") && now.get(key) == PdfNull.NULL;
            if (!FREE.contains(key) && !kept && !pointsNowhere(key, step.after())) {
                suspicious.add(Judged.suspicious("trailer", "/" + key));
            }
        }
        return suspicious;
    }
}
