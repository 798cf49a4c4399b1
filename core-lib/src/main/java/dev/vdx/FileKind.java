package dev.vdx;

import dev.vdx.model.Format;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.model.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Tells from its first bytes which room a file belongs to; its name does not count. */
public final class FileKind {
    private static final int HEAD = 1024;
    private static final int LOCAL_HEADER = 30;
    private static final int NAME_LENGTH_AT = 26;
    private static final String PKCS_7 = "*\u0086H\u0086\u00f7\r\u0001\u0007";
    private static final String SIGNED_DATA = "\006\011" + PKCS_7 + "\002";

    /** Version 1, then algorithms (RFC 4998, 3.1). */
    private static final String EVIDENCE_RECORD = "\002\001\0010";

    private static final int LARGEST_HEADER = 12;
    private static final String ASIC_S = "application/vnd.etsi.asic-s+zip";

    /** Base64url of a text that starts with a brace, up to the point behind it or the end of what was looked at. */
    private static final Pattern COMPACT_JWS = Pattern.compile("e[yw][A-Za-z0-9_-]{8,}+(\\.|$)");

    private FileKind() {}

    /**
     * The format a file seems to be of; {@link Format#UNKNOWN} for none we know.
     *
     * @throws IOException if it cannot be read
     */
    public static Format of(Source source) throws IOException {
        byte[] head = source.bytes(0, (int) Math.min(HEAD, source.size()));
        String text = new String(head, StandardCharsets.ISO_8859_1);
        // Containers and messages before PDF, for a PDF may be what they hold.
        if (text.startsWith("PK\003\004")) {
            return container(text);
        }
        int signedData = text.indexOf(SIGNED_DATA);
        if (text.startsWith("0") && signedData > 0 && signedData < LARGEST_HEADER) {
            return Format.CMS;
        }
        if (text.contains("%PDF-")) {
            return Format.PDF;
        }
        String visible =
                text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3).strip() : text.strip();
        if (visible.startsWith("{")
                || visible.startsWith("[")
                || COMPACT_JWS.matcher(visible).lookingAt()) {
            return Format.JSON;
        }
        if (visible.startsWith("<")) {
            return Format.XML;
        }
        boolean pem = visible.startsWith("-----BEGIN PKCS7") || visible.startsWith("-----BEGIN CMS");
        // The content type of a CMS is an OBJECT IDENTIFIER of the PKCS #7 arc (RFC 5652, 14).
        boolean der = head.length > 2 && head[0] == 0x30 && text.contains(PKCS_7);
        int version = text.indexOf(EVIDENCE_RECORD);
        der |= text.startsWith("0") && version > 0 && version < LARGEST_HEADER;
        return pem || der ? Format.CMS : Format.UNKNOWN;
    }

    private static Format container(String text) {
        if (text.length() < LOCAL_HEADER) {
            return Format.UNKNOWN;
        }
        int name = text.charAt(NAME_LENGTH_AT) + (text.charAt(NAME_LENGTH_AT + 1) << 8);
        return text.startsWith("mimetype", LOCAL_HEADER) && text.startsWith(ASIC_S, LOCAL_HEADER + name)
                ? Format.ASIC_S
                : Format.ASIC_E;
    }

    /** The refusal of a file that is of none of these kinds. */
    static SigningException refusal(Format found, String wanted) {
        return found == Format.UNKNOWN
                ? new SigningException(SigningProblem.KIND_WRONG, wanted)
                : new SigningException(SigningProblem.KIND_WRONG, wanted, found.label());
    }
}
