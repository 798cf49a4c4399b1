package dev.vdx.report;

import dev.vdx.model.RevocationFacts;
import dev.vdx.model.TimestampFacts;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The validation objects a report speaks of (TS 119 102-2, 4.4), each once, by the digest of its bytes. */
final class EtsiObjects {
    private static final String TYPE = "urn:etsi:019102:validationObject:";

    private final Set<String> known = new HashSet<>();
    private final List<Entry> entries = new ArrayList<>();

    /**
     * One of them.
     *
     * @param id its identifier in the report
     * @param type the last word of its type
     * @param digest SHA-256 in base64, where it is known
     * @param address where it is to be found, where it has a name
     * @param more what else is told about it
     */
    private record Entry(
            String id,
            String type,
            Optional<String> digest,
            Optional<String> address,
            Optional<EtsiWriter.Content> more) {}

    String certificate(X509Certificate certificate) {
        try {
            return add("C-", "certificate", sha256(certificate.getEncoded()), Optional.empty());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    String revocation(RevocationFacts facts) {
        String type = facts.kind() == RevocationFacts.Kind.OCSP ? "OCSPResponse" : "CRL";
        return add("R-", type, HexFormat.of().parseHex(facts.sha256()), Optional.empty());
    }

    /** @param told what validation of it came to */
    String timestamp(TimestampFacts facts, EtsiWriter.Content told) {
        return add("T-", "timestamp", sha256(facts.token().encoded()), Optional.of(told));
    }

    /** The file that was verified. */
    String file(String name, Optional<String> sha256) {
        entries.add(new Entry(
                "F-1",
                "signedData",
                sha256.map(HexFormat.of()::parseHex).map(EtsiObjects::base64),
                Optional.of(address(name)),
                Optional.empty()));
        return "F-1";
    }

    private String add(String prefix, String type, byte[] digest, Optional<EtsiWriter.Content> more) {
        String id = prefix + HexFormat.of().withUpperCase().formatHex(digest);
        if (known.add(id)) {
            entries.add(new Entry(id, type, Optional.of(base64(digest)), Optional.empty(), more));
        }
        return id;
    }

    /** What is told of one may name more of them. */
    void write(EtsiWriter xml) {
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            xml.identified("ValidationObject", entry.id, () -> {
                xml.text("ObjectType", TYPE + entry.type);
                xml.element("ValidationObjectRepresentation", () -> {
                    entry.digest.ifPresent(xml::digest);
                    entry.address.ifPresent(a -> xml.text("URI", a));
                });
                entry.more.ifPresent(EtsiWriter.Content::write);
            });
        }
    }

    /** The name as a relative address; whatever is no plain letter becomes a percent sign and digits. */
    private static String address(String name) {
        StringBuilder address = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = (b >= '0' && b <= '9') || (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z');
            if (plain || b == '.' || b == '-' || b == '_' || b == '/') {
                address.append((char) b);
            } else {
                address.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return address.toString();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
