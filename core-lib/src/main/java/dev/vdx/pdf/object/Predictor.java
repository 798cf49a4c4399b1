package dev.vdx.pdf.object;

import dev.vdx.model.FindingCode;
import java.util.Arrays;

/** Undoes the predictors of Flate data (ISO 32000-2, 7.4.4.4): those of PNG, on whole bytes. */
final class Predictor {
    private static final int MAX_ROW = 1 << 20;

    private Predictor() {}

    static byte[] undo(byte[] data, PdfDictionary parameters) {
        long predictor = parameters.integer("Predictor").orElse(1L);
        if (predictor == 1) {
            return data;
        }
        long colors = parameters.integer("Colors").orElse(1L);
        long bits = parameters.integer("BitsPerComponent").orElse(8L);
        long columns = parameters.integer("Columns").orElse(1L);
        if (predictor < 10 || colors < 1 || colors > 32 || bits < 1 || bits > 16 || columns < 1 || columns > MAX_ROW) {
            throw new PdfException(FindingCode.MALFORMED, "predictor " + predictor);
        }
        int pixel = (int) Math.max(1, colors * bits / 8);
        int row = (int) ((colors * bits * columns + 7) / 8);
        return png(data, row, pixel);
    }

    private static byte[] png(byte[] data, int row, int pixel) {
        int rows = (data.length + row) / (row + 1);
        byte[] out = new byte[(int) Math.min((long) rows * row, data.length)];
        int written = 0;
        byte[] above = new byte[row];
        byte[] line = new byte[row];
        for (int at = 0; at < data.length; at += row + 1) {
            int length = Math.min(row, data.length - at - 1);
            Arrays.fill(line, (byte) 0);
            System.arraycopy(data, at + 1, line, 0, length);
            line(data[at], line, above, pixel);
            System.arraycopy(line, 0, out, written, length);
            written += length;
            byte[] swap = above;
            above = line;
            line = swap;
        }
        return written == out.length ? out : Arrays.copyOf(out, written);
    }

    private static void line(int filter, byte[] line, byte[] above, int pixel) {
        for (int i = 0; i < line.length; i++) {
            int left = i >= pixel ? line[i - pixel] & 0xff : 0;
            int up = above[i] & 0xff;
            int corner = i >= pixel ? above[i - pixel] & 0xff : 0;
            int guess = switch (filter) {
                case 0 -> 0;
                case 1 -> left;
                case 2 -> up;
                case 3 -> (left + up) / 2;
                case 4 -> paeth(left, up, corner);
                default -> throw new PdfException(FindingCode.MALFORMED, "PNG filter " + filter);
            };
            line[i] += (byte) guess;
        }
    }

    private static int paeth(int left, int up, int corner) {
        int p = left + up - corner;
        int a = Math.abs(p - left);
        int b = Math.abs(p - up);
        int c = Math.abs(p - corner);
        return a <= b && a <= c ? left : b <= c ? up : corner;
    }
}
