package dev.vdx.exchange;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A party as the directory lists it.
 *
 * @param id names it
 * @param names by language ({@code th}, {@code en})
 * @param organizationIdentifier of its certificates (EN 319 412-1, 5.1.4); with {@code sealIssuers} every certificate that
 *     they issued to it counts
 * @param ecmsCode its code in e-CMS
 * @param node address of its node; absent for one that only issues
 * @param sealCertificates certificates it seals with
 * @param sealIssuers authorities that issue its seal certificates
 * @param accepts types of document it takes
 * @param issues types of document it can be asked for
 */
public record DirectoryParty(
        PartyId id,
        Map<String, String> names,
        Optional<String> organizationIdentifier,
        Optional<String> ecmsCode,
        Optional<URI> node,
        List<X509Certificate> sealCertificates,
        List<X509Certificate> sealIssuers,
        List<String> accepts,
        List<IssuedType> issues) {

    public DirectoryParty {
        names = Map.copyOf(names);
        sealCertificates = List.copyOf(sealCertificates);
        sealIssuers = List.copyOf(sealIssuers);
        accepts = List.copyOf(accepts);
        issues = List.copyOf(issues);
        if (!sealIssuers.isEmpty() && organizationIdentifier.isEmpty()) {
            throw new IllegalArgumentException("issuers of seals need an organizationIdentifier");
        }
    }

    /** The type it issues under this name. */
    public Optional<IssuedType> issued(String type) {
        return issues.stream().filter(t -> t.type().equals(type)).findFirst();
    }

    /**
     * A type of document it issues.
     *
     * @param type its name
     * @param keys search keys a request must give, all of them and no other
     * @param mayAsk who may ask for it; empty: every listed party
     * @param purposes purposes it may be asked for; empty: any
     * @param minimumIal least identity assurance level of who is asking
     * @param review whether a person looks at each request
     */
    public record IssuedType(
            String type,
            List<String> keys,
            List<PartyId> mayAsk,
            List<String> purposes,
            Optional<String> minimumIal,
            boolean review) {

        public IssuedType {
            keys = List.copyOf(keys);
            mayAsk = List.copyOf(mayAsk);
            purposes = List.copyOf(purposes);
        }
    }
}
