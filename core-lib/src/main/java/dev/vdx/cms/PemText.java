package dev.vdx.cms;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** The textual form of a CMS (RFC 7468, 8 and 9). */
final class PemText {
    private static final String BEGIN = "-----BEGIN ";
    private static final List<String> LABELS = List.of("CMS", "PKCS7");

    private PemText() {}

    static boolean isArmoured(byte[] head) {
        return text(head).stripLeading().startsWith(BEGIN);
    }

    /** The DER within; there must be one message and nothing around it but white space. */
    static byte[] decode(byte[] file) throws CmsException {
        String text = text(file).strip();
        for (String label : LABELS) {
            String begin = BEGIN + label + "-----";
            String end = "-----END " + label + "-----";
            if (text.startsWith(begin) && text.endsWith(end) && text.length() > begin.length() + end.length()) {
                String body = text.substring(begin.length(), text.length() - end.length());
                try {
                    return Base64.getDecoder().decode(body.replaceAll("[ \t\r\n]", ""));
                } catch (IllegalArgumentException e) {
                    throw DerBounds.malformed("PEM is not Base64");
                }
            }
        }
        throw DerBounds.malformed("PEM holds no single CMS message");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
