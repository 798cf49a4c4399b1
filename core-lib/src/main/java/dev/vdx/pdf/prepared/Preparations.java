package dev.vdx.pdf.prepared;

import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Limits;
import dev.vdx.model.Source;
import dev.vdx.pdf.object.Budget;
import dev.vdx.pdf.object.PdfException;
import dev.vdx.pdf.object.PdfFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a shadow attack prepares in a PDF before anybody signs it: things that are there but not seen, or seen but not
 * fixed. A finding says where to look, not that somebody means harm; none of them says that there is nothing else.
 */
public final class Preparations {
    private static final int MOST_FINDINGS = 200;

    private final PdfFile file;
    private final Notes notes = new Notes(MOST_FINDINGS);

    private Preparations(PdfFile file) {
        this.file = file;
    }

    /**
     * Looks through a file. Whatever is wrong with it is a finding; one that cannot be opened has one that says why.
     *
     * @throws IOException only if the source cannot be read
     */
    public static List<Finding> in(Source source, Limits limits) throws IOException {
        try {
            return new Preparations(PdfFile.open(source, new Budget(limits))).all();
        } catch (PdfException e) {
            return List.of(e.finding());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private List<Finding> all() {
        List<PdfPage> pages = new ArrayList<>();
        part("pages", () -> pages.addAll(PdfPage.of(file)));
        for (PdfPage page : pages) {
            part("page " + page.number(), () -> new PageCheck(file, page, notes).check());
        }
        part("form", () -> new FieldCheck(file, pages, notes).check());
        part("layers", () -> new LayerCheck(file, notes).check());
        part("objects", () -> {
            Walk walk = new Walk(file, notes);
            pages.forEach(walk::page);
            walk.rest();
            new ObjectCheck(file, walk.seen(), notes).check();
        });
        part("bytes", () -> new ByteCheck(file, notes).check());
        return notes.all();
    }

    private void part(String what, Runnable check) {
        try {
            check.run();
        } catch (PdfException e) {
            notes.add(FindingCode.PREPARED_NOT_CHECKED, "", "", what + ": " + e.reason());
        }
    }
}
