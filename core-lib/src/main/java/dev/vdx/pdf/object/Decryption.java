package dev.vdx.pdf.object;

import dev.vdx.model.FindingCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSBoolean;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSFloat;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSNull;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.pdmodel.encryption.PDEncryption;
import org.apache.pdfbox.pdmodel.encryption.StandardDecryptionMaterial;
import org.apache.pdfbox.pdmodel.encryption.StandardSecurityHandler;

/** Decrypts a file that opens without a password (ISO 32000-2, 7.6.4), by PDFBox's security handler. */
final class Decryption {
    private final StandardSecurityHandler handler;
    private final int dictionary;

    private Decryption(StandardSecurityHandler handler, int dictionary) {
        this.handler = handler;
        this.dictionary = dictionary;
    }

    static Decryption of(PdfDictionary trailer, UnaryOperator<PdfObject> resolver) {
        PdfObject reference = trailer.get("Encrypt");
        if (!(resolver.apply(reference) instanceof PdfDictionary encrypt)) {
            throw new PdfException(FindingCode.MALFORMED, "/Encrypt");
        }
        if (!encrypt.is("Filter", "Standard")) {
            throw new PdfException(FindingCode.PASSWORD_NEEDED, "encrypted for named recipients");
        }
        try {
            StandardSecurityHandler handler = new StandardSecurityHandler();
            PDEncryption encryption = new PDEncryption((COSDictionary) cos(encrypt, resolver, 0));
            COSArray id = cos(trailer.get("ID"), resolver, 0) instanceof COSArray array ? array : new COSArray();
            handler.prepareForDecryption(encryption, id, new StandardDecryptionMaterial(""));
            return new Decryption(handler, reference instanceof PdfReference r ? r.number() : -1);
        } catch (InvalidPasswordException e) {
            throw new PdfException(FindingCode.PASSWORD_NEEDED, "a password is needed");
        } catch (IOException | RuntimeException e) {
            throw e instanceof PdfException ours
                    ? ours
                    : new PdfException(
                            FindingCode.MALFORMED, "/Encrypt: " + e.getClass().getSimpleName());
        }
    }

    /** The object with its strings decrypted, but a signature's /Contents (7.6.2). */
    IndirectObject strings(IndirectObject object) {
        return object.reference().number() == dictionary
                ? object
                : new IndirectObject(
                        object.reference(), strings(object.value(), object.reference()), object.start(), object.end());
    }

    private PdfObject strings(PdfObject value, PdfReference of) {
        if (value instanceof PdfString string) {
            return string.withBytes(string(string.bytes(), of));
        } else if (value instanceof PdfArray array) {
            return new PdfArray(array.items().stream().map(i -> strings(i, of)).toList());
        } else if (value instanceof PdfStream stream) {
            PdfDictionary decrypted = (PdfDictionary) strings(stream.dictionary(), of);
            return new PdfStream(decrypted, stream.object(), stream.offset(), stream.length());
        } else if (value instanceof PdfDictionary entries) {
            Map<String, PdfObject> copy = new LinkedHashMap<>();
            boolean signature = entries.has("ByteRange");
            entries.entries().forEach((k, v) -> copy.put(k, signature && k.equals("Contents") ? v : strings(v, of)));
            return PdfDictionary.owning(copy, entries.duplicates());
        }
        return value;
    }

    private byte[] string(byte[] bytes, PdfReference of) {
        try {
            COSBase decrypted = handler.decrypt(new COSString(bytes), of.number(), of.generation());
            return ((COSString) decrypted).getBytes();
        } catch (IOException | RuntimeException e) {
            throw new PdfException(FindingCode.MALFORMED, "encrypted string in " + of);
        }
    }

    /** The data of a stream, decrypted, still to be decoded. */
    byte[] data(PdfStream stream, byte[] data) {
        if (stream.dictionary().is("Type", "XRef")) {
            return data;
        }
        PdfReference of = stream.object();
        try (COSStream cos = new COSStream()) {
            try (OutputStream out = cos.createRawOutputStream()) {
                out.write(data);
            }
            if (stream.dictionary().get("Type") instanceof PdfName type) {
                cos.setItem(COSName.TYPE, COSName.getPDFName(type.value()));
            }
            handler.decryptStream(cos, of.number(), of.generation());
            ByteArrayOutputStream plain = new ByteArrayOutputStream(data.length);
            try (InputStream in = cos.createRawInputStream()) {
                in.transferTo(plain);
            }
            return plain.toByteArray();
        } catch (IOException | RuntimeException e) {
            throw new PdfException(FindingCode.MALFORMED, "encrypted stream " + of);
        }
    }

    private static COSBase cos(PdfObject object, UnaryOperator<PdfObject> resolver, int depth) {
        PdfObject value = resolver.apply(object);
        if (depth > 8) {
            throw new PdfException(FindingCode.MALFORMED, "/Encrypt nested too deep");
        } else if (value instanceof PdfDictionary dictionary) {
            COSDictionary result = new COSDictionary();
            dictionary.entries().forEach((k, v) -> result.setItem(COSName.getPDFName(k), cos(v, resolver, depth + 1)));
            return result;
        } else if (value instanceof PdfArray array) {
            COSArray result = new COSArray();
            array.items().forEach(item -> result.add(cos(item, resolver, depth + 1)));
            return result;
        } else if (value instanceof PdfName name) {
            return COSName.getPDFName(name.value());
        } else if (value instanceof PdfString string) {
            return new COSString(string.bytes());
        } else if (value instanceof PdfNumber number) {
            return number.isInteger() ? COSInteger.get(number.integer()) : new COSFloat((float) number.value());
        } else if (value instanceof PdfBoolean bool) {
            return COSBoolean.getBoolean(bool.value());
        }
        return COSNull.NULL;
    }
}
