package dev.vdx.pdf.change;

import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfNull;
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

    List<Judged> judge() {
        PdfDictionary old = step.before().trailer();
        PdfDictionary now = step.after().trailer();
        List<Judged> suspicious = new ArrayList<>();
        if (now.duplicates()) {
            suspicious.add(Judged.suspicious("trailer", ""));
        }
        for (String key : old.differences(now)) {
            boolean kept = !key.equals("Root") && !key.equals("Encrypt") && now.get(key) == PdfNull.NULL;
            if (!FREE.contains(key) && !kept) {
                suspicious.add(Judged.suspicious("trailer", "/" + key));
            }
        }
        return suspicious;
    }
}
