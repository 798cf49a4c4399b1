package dev.vdx.pdf.object;

import static dev.vdx.pdf.object.CharacterClass.hex;
import static dev.vdx.pdf.object.CharacterClass.white;

import dev.vdx.model.FindingCode;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Decodes stream data (ISO 32000-2, 7.4): Flate with predictors, ASCIIHex, ASCII85. Others are refused. */
final class StreamFilters {
    private static final int MAX_FILTERS = 8;

    private StreamFilters() {}

    static byte[] decode(byte[] data, PdfDictionary dictionary, UnaryOperator<PdfObject> resolver, long limit) {
        List<PdfObject> filters = list(dictionary.get("Filter"), resolver);
        List<PdfObject> parameters = list(dictionary.get("DecodeParms"), resolver);
        if (filters.size() > MAX_FILTERS) {
            throw new PdfException(FindingCode.LIMIT_EXCEEDED, "filters > " + MAX_FILTERS);
        }
        byte[] decoded = data;
        for (int i = 0; i < filters.size(); i++) {
            PdfDictionary with =
                    i < parameters.size() && parameters.get(i) instanceof PdfDictionary d ? d : PdfDictionary.EMPTY;
            decoded = decode(decoded, filters.get(i), with, limit);
        }
        return decoded;
    }

    private static List<PdfObject> list(PdfObject value, UnaryOperator<PdfObject> resolver) {
        PdfObject resolved = resolver.apply(value);
        if (resolved == PdfNull.NULL) {
            return List.of();
        }
        List<PdfObject> list = new ArrayList<>();
        for (PdfObject item : resolved instanceof PdfArray array ? array.items() : List.of(resolved)) {
            list.add(resolver.apply(item));
        }
        return list;
    }

    private static byte[] decode(byte[] data, PdfObject filter, PdfDictionary parameters, long limit) {
        String name = filter instanceof PdfName n ? n.value() : "?";
        return switch (name) {
            case "FlateDecode", "Fl" -> Predictor.undo(inflate(data, limit), parameters);
            case "ASCIIHexDecode", "AHx" -> asciiHex(data);
            case "ASCII85Decode", "A85" -> ascii85(data);
            case "Crypt" -> data;
            default -> throw new PdfException(FindingCode.MALFORMED, "filter " + name + " not supported here");
        };
    }

    private static byte[] inflate(byte[] data, long limit) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(data);
            ByteArrayOutputStream out = new ByteArrayOutputStream(Math.max(64, data.length * 2));
            byte[] buffer = new byte[Math.min(1 << 16, Math.max(512, data.length * 4))];
            while (!inflater.finished()) {
                int n = inflater.inflate(buffer);
                if (n == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                    // Cut short: what is missing is missing for every reader.
                    break;
                }
                out.write(buffer, 0, n);
                if (out.size() > limit) {
                    throw new PdfException(FindingCode.LIMIT_EXCEEDED, "decoded > " + limit);
                }
            }
            return out.toByteArray();
        } catch (DataFormatException e) {
            throw new PdfException(FindingCode.MALFORMED, "compressed data");
        } finally {
            inflater.end();
        }
    }

    private static byte[] asciiHex(byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(data.length / 2);
        int high = -1;
        for (byte b : data) {
            int nibble = hex(b & 0xff);
            if (b == '>') {
                break;
            } else if (nibble >= 0 && high < 0) {
                high = nibble;
            } else if (nibble >= 0) {
                out.write(high << 4 | nibble);
                high = -1;
            } else if (!white(b & 0xff)) {
                throw new PdfException(FindingCode.MALFORMED, "ASCIIHex data");
            }
        }
        if (high >= 0) {
            out.write(high << 4);
        }
        return out.toByteArray();
    }

    private static byte[] ascii85(byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(data.length);
        long group = 0;
        int count = 0;
        for (byte b : data) {
            if (b == '~') {
                break;
            } else if (b == 'z' && count == 0) {
                out.writeBytes(new byte[4]);
            } else if (b >= '!' && b <= 'u') {
                group = group * 85 + (b - '!');
                if (++count == 5) {
                    write(out, group, 4);
                    group = 0;
                    count = 0;
                }
            } else if (!white(b & 0xff)) {
                throw new PdfException(FindingCode.MALFORMED, "ASCII85 data");
            }
        }
        if (count > 1) {
            for (int i = count; i < 5; i++) {
                group = group * 85 + 84;
            }
            write(out, group, count - 1);
        }
        return out.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, long group, int bytes) {
        for (int i = 0; i < bytes; i++) {
            out.write((int) (group >> (24 - 8 * i)));
        }
    }
}
