package dev.vdx.pdf.change;

import dev.vdx.pdf.object.IndirectObject;
import dev.vdx.pdf.object.PdfBytes;
import dev.vdx.pdf.object.PdfFile;
import dev.vdx.pdf.object.Revision;
import dev.vdx.pdf.object.XrefEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds bytes of a later revision that belong to no object and no cross-reference section. */
public final class ByteReview {
    private final PdfFile file;
    private final PdfBytes bytes;

    ByteReview(PdfFile file) {
        this.file = file;
        this.bytes = file.bytes();
    }

    /** A stretch of bytes. */
    public record Span(long start, long end) {}

    /** Every first stretch of a revision, and the tail, that belongs to nothing; none where an object lies outside the file. */
    public static List<Span> loose(PdfFile file) {
        ByteReview review = new ByteReview(file);
        List<Span> loose = new ArrayList<>();
        for (Revision revision : file.revisions()) {
            review.gap(revision).ifPresent(loose::add);
        }
        review.tailSpan().ifPresent(loose::add);
        return loose;
    }

    /** What is unaccounted for in a revision; at most one entry. */
    List<Judged> review(Revision revision) {
        for (int number : revision.numbers()) {
            Optional<XrefEntry> entry = revision.entry(number);
            if (entry.isPresent()
                    && entry.get().kind() == XrefEntry.Kind.OFFSET
                    && entry.get().where() >= revision.end()) {
                return List.of(Judged.suspicious("object " + number, ""));
            }
        }
        return gap(revision).map(gap -> Judged.bytes(gap.start(), gap.end())).stream()
                .toList();
    }

    private Optional<Span> gap(Revision revision) {
        List<Span> spans = new ArrayList<>();
        spans.add(new Span(revision.crossReferenceStart(), revision.crossReferenceEnd()));
        long closing = bytes.findLast("startxref", revision.crossReferenceEnd(), revision.end());
        spans.add(new Span(closing, revision.end()));
        for (int number : revision.numbers()) {
            Optional<XrefEntry> entry = revision.entry(number);
            if (entry.isPresent()
                    && entry.get().kind() == XrefEntry.Kind.OFFSET
                    && entry.get().where() >= revision.start()
                    && entry.get().where() < revision.end()) {
                IndirectObject object = revision.object(number).orElseThrow();
                spans.add(new Span(object.start(), object.end()));
            }
        }
        spans.sort((a, b) -> Long.compare(a.start(), b.start()));
        long at = revision.start();
        for (Span span : spans) {
            if (span.start() > at && !blank(at, span.start())) {
                return Optional.of(new Span(at, span.start()));
            }
            at = Math.max(at, span.end());
        }
        return Optional.empty();
    }

    /** What follows the last revision: nothing but blanks. */
    List<Judged> tail() {
        return tailSpan().map(span -> Judged.bytes(span.start(), span.end())).stream()
                .toList();
    }

    private Optional<Span> tailSpan() {
        long end = file.last().end();
        long at = end;
        while (at < bytes.size() && white(bytes.at(at))) {
            at++;
        }
        return at == bytes.size() ? Optional.empty() : Optional.of(new Span(end, bytes.size()));
    }

    /** Blanks and comments; of those none may look like an end of file, behind which some reader would stop. */
    private boolean blank(long from, long to) {
        boolean comment = false;
        for (long at = from; at < to; at++) {
            int c = bytes.at(at);
            if (comment) {
                comment = c != '\r' && c != '\n';
            } else if (c == '%') {
                comment = true;
            } else if (!white(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean white(int c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0;
    }
}
