package dev.vdx.exchange;

import dev.vdx.exchange.DirectoryParty.IssuedType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The payload of the directory ({@code spec/exchange.md}, 5). */
final class DirectoryJson {
    static final int LIMIT = 8 << 20;
    private static final int VERSION = 1;
    private static final int MOST_CERTIFICATE = 16 << 10;
    private static final int MOST_WORD = 200;
    private static final Pattern LOOPBACK = Pattern.compile("127\\.[0-9.]+|localhost|\\[::1]");

    private DirectoryJson() {}

    static byte[] write(Directory directory) {
        return JsonText.object(json -> {
            json.number("vdx", VERSION);
            json.text("directory", directory.name());
            json.number("sequence", directory.sequence());
            json.time("issued", directory.issued());
            json.time("validUntil", directory.validUntil());
            json.text("previous", directory.previous());
            json.objects("parties", directory.parties(), DirectoryJson::party);
        });
    }

    private static void party(JsonText json, DirectoryParty party) throws IOException {
        json.text("party", party.id());
        json.texts("names", party.names());
        json.text("organizationIdentifier", party.organizationIdentifier());
        json.text("ecmsCode", party.ecmsCode());
        json.text("node", party.node());
        json.list("sealCertificates", base64(party.sealCertificates()));
        json.list("sealIssuers", base64(party.sealIssuers()));
        json.list("accepts", party.accepts());
        json.objects("issues", party.issues(), (out, type) -> {
            out.text("type", type.type());
            out.list("keys", type.keys());
            out.list("mayAsk", type.mayAsk());
            out.list("purposes", type.purposes());
            out.text("minimumIal", type.minimumIal());
            out.flag("review", type.review());
        });
    }

    private static List<String> base64(List<X509Certificate> certificates) {
        return certificates.stream().map(DirectoryJson::base64).toList();
    }

    private static String base64(X509Certificate certificate) {
        try {
            return Base64.getEncoder().encodeToString(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("a certificate that cannot be encoded", e);
        }
    }

    static Directory read(byte[] json) throws ExchangeException {
        Members members = Members.parse(json, LIMIT);
        members.version(VERSION);
        List<DirectoryParty> parties = new ArrayList<>();
        for (Members party : members.objects("parties")) {
            parties.add(party(party));
        }
        return Members.made(() -> new Directory(
                members.text("directory"),
                members.number("sequence"),
                members.time("issued"),
                members.time("validUntil"),
                members.optional("previous", Sha256::new),
                parties));
    }

    private static DirectoryParty party(Members party) throws ExchangeException {
        List<IssuedType> issues = new ArrayList<>();
        for (Members type : party.objects("issues")) {
            issues.add(new IssuedType(
                    type.text("type"),
                    type.list("keys", MOST_WORD, Function.identity()),
                    type.list("mayAsk", MOST_WORD, PartyId::parse),
                    type.list("purposes", MOST_WORD, Function.identity()),
                    type.optionalText("minimumIal"),
                    type.flag("review")));
        }
        return Members.made(() -> new DirectoryParty(
                party.value("party", PartyId::parse),
                party.texts("names"),
                party.optionalText("organizationIdentifier"),
                party.optionalText("ecmsCode"),
                party.optional("node", DirectoryJson::address),
                party.list("sealCertificates", MOST_CERTIFICATE, DirectoryJson::certificate),
                party.list("sealIssuers", MOST_CERTIFICATE, DirectoryJson::certificate),
                party.list("accepts", MOST_WORD, Function.identity()),
                issues));
    }

    /** TLS everywhere but on the machine itself. */
    private static URI address(String text) {
        URI uri = URI.create(text);
        boolean loopback = "http".equals(uri.getScheme())
                && uri.getHost() != null
                && LOOPBACK.matcher(uri.getHost()).matches();
        if (uri.getHost() == null
                || uri.getUserInfo() != null
                || uri.getQuery() != null
                || uri.getFragment() != null
                || !("https".equals(uri.getScheme()) || loopback)) {
            throw new IllegalArgumentException("is not an https address (http on loopback only)");
        }
        return uri;
    }

    private static X509Certificate certificate(String base64) {
        try {
            byte[] der = Base64.getDecoder().decode(base64);
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new IllegalArgumentException("is not a certificate", e);
        }
    }
}
