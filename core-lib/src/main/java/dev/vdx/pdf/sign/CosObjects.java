package dev.vdx.pdf.sign;

import dev.vdx.pdf.object.PdfArray;
import dev.vdx.pdf.object.PdfBoolean;
import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfName;
import dev.vdx.pdf.object.PdfNull;
import dev.vdx.pdf.object.PdfNumber;
import dev.vdx.pdf.object.PdfObject;
import dev.vdx.pdf.object.PdfReference;
import dev.vdx.pdf.object.PdfString;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSBoolean;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSFloat;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.COSString;

/** Takes what was drawn with PDFBox into an update: streams and typed dictionaries become objects, each once. */
final class CosObjects {
    private static final int SCALE = 6;

    private final Update update;
    private final IdentityHashMap<COSBase, PdfReference> taken = new IdentityHashMap<>();

    CosObjects(Update update) {
        this.update = update;
    }

    PdfReference stream(COSStream stream) {
        PdfReference known = taken.get(stream);
        if (known != null) {
            return known;
        }
        PdfReference reference = update.allocate();
        taken.put(stream, reference);
        update.putStream(reference, entries(stream), data(stream));
        return reference;
    }

    private static byte[] data(COSStream stream) {
        try (InputStream in = stream.createRawInputStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PdfObject object(COSBase value) {
        if (value instanceof COSObject indirect) {
            return indirect.getObject() == null ? PdfNull.NULL : object(indirect.getObject());
        } else if (value instanceof COSStream stream) {
            return stream(stream);
        } else if (value instanceof COSDictionary dictionary) {
            return dictionary(dictionary);
        } else if (value instanceof COSArray array) {
            List<PdfObject> items = new ArrayList<>();
            array.forEach(item -> items.add(object(item)));
            return new PdfArray(items);
        } else if (value instanceof COSName name) {
            return new PdfName(name.getName());
        } else if (value instanceof COSString string) {
            return string.getForceHexForm()
                    ? PdfString.hexadecimal(string.getBytes())
                    : PdfString.literal(string.getBytes());
        } else if (value instanceof COSInteger integer) {
            return PdfNumber.of(integer.longValue());
        } else if (value instanceof COSFloat number) {
            BigDecimal rounded = BigDecimal.valueOf(number.floatValue()).setScale(SCALE, RoundingMode.HALF_UP);
            return new PdfNumber(rounded.unscaledValue().longValueExact(), rounded.scale());
        } else if (value instanceof COSBoolean bool) {
            return new PdfBoolean(bool.getValue());
        }
        return PdfNull.NULL;
    }

    private PdfObject dictionary(COSDictionary dictionary) {
        if (!dictionary.containsKey(COSName.TYPE)) {
            return entries(dictionary);
        }
        PdfReference known = taken.get(dictionary);
        if (known != null) {
            return known;
        }
        PdfReference reference = update.allocate();
        taken.put(dictionary, reference);
        update.put(reference, entries(dictionary));
        return reference;
    }

    private PdfDictionary entries(COSDictionary dictionary) {
        Map<String, PdfObject> entries = new LinkedHashMap<>();
        for (Map.Entry<COSName, COSBase> entry : dictionary.entrySet()) {
            if (!entry.getKey().equals(COSName.LENGTH)) {
                entries.put(entry.getKey().getName(), object(entry.getValue()));
            }
        }
        return PdfDictionary.of(entries);
    }
}
