package dev.vdx.pdf.object;

import dev.vdx.model.FindingCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Follows the cross-reference sections of a file from its last one back (ISO 32000-2, 7.5.5 and 7.5.6). */
final class XrefChain {
    private static final int MAX_BLANKS = 1 << 20;
    private static final int TAIL = 1 << 16;
    private static final int HEAD = 1024;
    private static final int MAX_SECTIONS = 10_000;

    private final PdfBytes bytes;
    private final Budget budget;

    XrefChain(PdfBytes bytes, Budget budget) {
        this.bytes = bytes;
        this.budget = budget;
    }

    /** The sections, oldest first. */
    List<XrefSection> sections() {
        if (bytes.find("%PDF-", 0, Math.min(HEAD, bytes.size())) < 0) {
            throw PdfException.malformed("no %PDF header", 0);
        }
        XrefReader reader = new XrefReader(bytes, budget);
        List<XrefSection> sections = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        long next = last();
        while (next > 0) {
            budget.time();
            if (!seen.add(next) || seen.size() > MAX_SECTIONS) {
                throw PdfException.malformed("cross-reference sections in a circle", next);
            }
            XrefSection section = reader.read(next);
            sections.add(section);
            next = previous(section);
        }
        if (sections.isEmpty()) {
            throw PdfException.malformed("no cross-reference section", bytes.size());
        }
        Collections.reverse(sections);
        return sections;
    }

    private static long previous(XrefSection section) {
        PdfObject previous = section.trailer().get("Prev");
        if (previous == PdfNull.NULL) {
            return 0;
        }
        if (previous instanceof PdfNumber number && number.isInteger() && number.integer() >= 0) {
            return number.integer();
        }
        throw PdfException.malformed("/Prev", section.start());
    }

    private long last() {
        long end = bytes.size();
        long floor = Math.max(0, end - MAX_BLANKS);
        while (end > floor && CharacterClass.white(bytes.at(end - 1))) {
            end--;
        }
        long at = bytes.findLast("startxref", Math.max(0, end - TAIL), end);
        if (at < 0) {
            throw new PdfException(FindingCode.MALFORMED, "no startxref");
        }
        PdfLexer lexer = new PdfLexer(bytes, at + "startxref".length(), true);
        lexer.skipWhite();
        long offset = lexer.unsigned().orElse(-1L);
        if (offset <= 0 || offset >= at) {
            throw PdfException.malformed("startxref", at);
        }
        return offset;
    }
}
