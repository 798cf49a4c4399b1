package dev.vdx.trust;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.vdx.cms.Certificates;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** What a caIssuers address gives (RFC 5280, 4.2.2.1): DER, PEM, or a certificates-only CMS message. */
final class IssuerFile {
    private static final int DEEPEST = 24;
    private static final int MOST = 20;
    private static final byte[] SIGNED_DATA = {0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 7, 2};
    private static final int CONTEXT_0 = 0xa0;
    private static final int SET = 0x31;

    private IssuerFile() {}

    static List<X509Certificate> certificates(byte[] bytes) {
        Optional<X509Certificate> one = Certificates.parse(bytes);
        if (one.isPresent()) {
            return List.of(one.get());
        }
        String text = new String(bytes, ISO_8859_1);
        int begin = text.indexOf("-----BEGIN CERTIFICATE-----");
        int end = text.indexOf("-----END CERTIFICATE-----");
        if (begin >= 0 && end > begin) {
            try {
                return Certificates.parse(Base64.getMimeDecoder().decode(text.substring(begin + 27, end)))
                        .map(List::of)
                        .orElse(List.of());
            } catch (IllegalArgumentException e) {
                return List.of();
            }
        }
        try {
            return message(bytes);
        } catch (Der.MalformedException e) {
            return List.of();
        }
    }

    private static List<X509Certificate> message(byte[] bytes) throws Der.MalformedException {
        Der.vet(bytes, DEEPEST);
        Der info = Der.of(bytes).next(Der.SEQUENCE).enter();
        if (!info.next(Der.OBJECT_IDENTIFIER).valueEquals(SIGNED_DATA)) {
            return List.of();
        }
        Der signed = info.next(CONTEXT_0).enter().next(Der.SEQUENCE).enter();
        signed.next(Der.INTEGER).next(SET).next(Der.SEQUENCE);
        if (signed.peek() != CONTEXT_0) {
            return List.of();
        }
        List<byte[]> encoded = new ArrayList<>();
        Der certificates = signed.next().enter();
        while (certificates.more() && encoded.size() < MOST) {
            encoded.add(certificates.next().encoded());
        }
        return Certificates.parseAll(encoded);
    }
}
