package dev.vdx.pdf.text;

import dev.vdx.pdf.object.Budget;
import dev.vdx.pdf.object.PdfArray;
import dev.vdx.pdf.object.PdfContent;
import dev.vdx.pdf.object.PdfContent.Operation;
import dev.vdx.pdf.object.PdfObject;
import dev.vdx.pdf.object.PdfString;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which characters the codes of a font stand for: a ToUnicode CMap (ISO 32000-2, 9.10.3). Ranges stay ranges, however long. */
final class CharacterMap {
    private final TreeMap<Integer, Range> ranges = new TreeMap<>();

    private record Range(int last, List<byte[]> targets) {}

    private CharacterMap() {}

    static CharacterMap read(byte[] content, Budget budget) {
        CharacterMap map = new CharacterMap();
        for (Operation operation : PdfContent.read(content, budget)) {
            List<PdfObject> operands = operation.operands();
            if (operation.operator().equals("endbfchar")) {
                for (int i = 0; i + 1 < operands.size(); i += 2) {
                    map.add(operands.get(i), operands.get(i), operands.get(i + 1));
                }
            } else if (operation.operator().equals("endbfrange")) {
                for (int i = 0; i + 2 < operands.size(); i += 3) {
                    map.add(operands.get(i), operands.get(i + 1), operands.get(i + 2));
                }
            }
        }
        return map;
    }

    private void add(PdfObject first, PdfObject last, PdfObject target) {
        if (first instanceof PdfString from && last instanceof PdfString to) {
            List<byte[]> targets = (target instanceof PdfArray array ? array.items() : List.of(target))
                    .stream()
                            .filter(PdfString.class::isInstance)
                            .map(each -> ((PdfString) each).bytes())
                            .toList();
            ranges.put(number(from.bytes()), new Range(number(to.bytes()), targets));
        }
    }

    private static int number(byte[] code) {
        int number = 0;
        for (byte b : code) {
            number = (number << 8) | (b & 0xFF);
        }
        return number;
    }

    Optional<String> of(int code) {
        Map.Entry<Integer, Range> entry = ranges.floorEntry(code);
        if (entry == null || code > entry.getValue().last) {
            return Optional.empty();
        }
        int step = code - entry.getKey();
        List<byte[]> targets = entry.getValue().targets;
        if (targets.size() != 1) {
            return step < targets.size() ? Optional.of(text(targets.get(step), 0)) : Optional.empty();
        }
        return Optional.of(text(targets.get(0), step));
    }

    /** The characters, the last one that many further on. */
    private static String text(byte[] utf16, int step) {
        String text = new String(utf16, StandardCharsets.UTF_16BE);
        return step == 0 || text.isEmpty()
                ? text
                : text.substring(0, text.length() - 1) + (char) (text.charAt(text.length() - 1) + step);
    }
}
