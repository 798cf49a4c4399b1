package dev.vdx.report;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/** A distinguished name as reports show it (RFC 4514), personal numbers withheld. */
public final class Subject {
    static final Map<String, String> KEYWORDS = Map.of(
            "2.5.4.97", "organizationIdentifier",
            "2.5.4.5", "serialNumber",
            "2.5.4.42", "GN",
            "2.5.4.4", "SN",
            "2.5.4.12", "title",
            "1.2.840.113549.1.9.1", "emailAddress");

    private final String name;

    private Subject(String name) {
        this.name = name;
    }

    /** Of the certificate's subject. */
    public static Subject of(X509Certificate certificate) {
        return of(certificate.getSubjectX500Principal());
    }

    static Subject of(X500Principal principal) {
        return new Subject(principal.getName(X500Principal.RFC2253, KEYWORDS));
    }

    /** RFC 4514 string. */
    public String text() {
        return PersonalNumbers.withhold(name);
    }

    /** Whom a person would say it is: common name, else organization, with the organization where it says more. */
    String forPeople() {
        Optional<String> common = attribute("CN");
        Optional<String> organization = attribute("O");
        if (common.isEmpty() || organization.isEmpty() || common.equals(organization)) {
            return common.or(() -> organization).orElse(text());
        }
        return common.get() + " (" + organization.get() + ")";
    }

    /** The first value of an attribute, where it is text. */
    public Optional<String> attribute(String keyword) {
        return rdns().stream()
                .filter(r -> r.getType().equalsIgnoreCase(keyword))
                .map(Rdn::getValue)
                .map(v -> v instanceof byte[] der ? decoded(der) : v.toString())
                .map(PersonalNumbers::withhold)
                .findFirst();
    }

    private List<Rdn> rdns() {
        try {
            List<Rdn> found = new ArrayList<>(new LdapName(name).getRdns());
            java.util.Collections.reverse(found);
            return found;
        } catch (InvalidNameException e) {
            return List.of();
        }
    }

    /** Text of a short DER string, whatever its kind: tag, one length byte, UTF-8 or ASCII. */
    private static String decoded(byte[] der) {
        boolean simple = der.length > 2 && (der[1] & 0xFF) == der.length - 2;
        return simple ? new String(der, 2, der.length - 2, StandardCharsets.UTF_8) : "";
    }
}
