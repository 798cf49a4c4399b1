package dev.vdx.cli;

import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a forger might do to a signed PDF, for the demonstration. Knows just enough of PDF for the file the demonstration
 * itself has made.
 */
final class Forgery {
    private static final Pattern CONTENTS = Pattern.compile("/Contents ([0-9]+) 0 R");
    private static final Pattern ROOT = Pattern.compile("/Root ([0-9]+) 0 R");
    private static final Pattern SIZE = Pattern.compile("/Size ([0-9]+)");
    private static final Pattern START = Pattern.compile("startxref\\s+([0-9]+)");

    private final String pdf;

    /** Works on this signed file. */
    Forgery(byte[] signed) {
        this.pdf = new String(signed, StandardCharsets.ISO_8859_1);
    }

    /** One byte in the middle of the largest stream is another. */
    byte[] changedByte() {
        int best = 0;
        int length = 0;
        for (int at = pdf.indexOf("stream\n"); at >= 0; at = pdf.indexOf("stream\n", at + 7)) {
            int end = pdf.indexOf("endstream", at);
            if (end - at > length) {
                best = at;
                length = end - at;
            }
        }
        byte[] changed = bytes(pdf);
        changed[best + length / 2] ^= 1;
        return changed;
    }

    /** A later update that shows something else on the page. */
    byte[] laterUpdate() {
        String drawing = "0.8 0.1 0.1 rg 120 400 350 40 re f";
        return updated(
                Integer.parseInt(last(CONTENTS)),
                "<</Length " + drawing.length() + ">>\nstream\n" + drawing + "\nendstream");
    }

    /** A later update whose form no longer holds the signature. */
    byte[] strippedSignature() {
        int root = Integer.parseInt(last(ROOT));
        int start = pdf.lastIndexOf("\n" + root + " 0 obj") + 1;
        int body = pdf.indexOf("<<", start);
        String catalog = pdf.substring(body, pdf.indexOf("endobj", body)).strip();
        return updated(root, catalog.replaceAll("/AcroForm [0-9]+ 0 R", ""));
    }

    private byte[] updated(int number, String object) {
        int offset = pdf.length();
        String written = number + " 0 obj\n" + object + "\nendobj\n";
        String place = "0".repeat(10 - Integer.toString(offset).length()) + offset;
        return bytes(pdf + written + "xref\n" + number + " 1\n" + place + " 00000 n \ntrailer\n<</Size " + last(SIZE)
                + "/Root " + last(ROOT) + " 0 R/Prev " + last(START) + ">>\nstartxref\n" + (offset + written.length())
                + "\n%%EOF\n");
    }

    private String last(Pattern pattern) {
        Matcher matcher = pattern.matcher(pdf);
        return matcher.results()
                .reduce((first, second) -> second)
                .map((MatchResult r) -> r.group(1))
                .orElseThrow(() -> new IllegalStateException("the demonstration's own file lacks " + pattern));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
