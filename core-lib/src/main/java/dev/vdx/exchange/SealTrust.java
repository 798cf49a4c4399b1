package dev.vdx.exchange;

import dev.vdx.Verifier;
import dev.vdx.trust.TrustAnchors;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/** Whose signature counts as a party's: its listed certificates, or those its listed issuers gave it. */
final class SealTrust {
    /** id-at-organizationIdentifier (ITU-T X.520, 6.4.2), as Java's names write it. */
    private static final String ORGANIZATION_IDENTIFIER = "2.5.4.97";

    private final DirectoryParty party;

    private SealTrust(DirectoryParty party) {
        this.party = party;
    }

    static SealTrust of(Directory directory, PartyId id) throws ExchangeException {
        return new SealTrust(directory
                .party(id)
                .orElseThrow(
                        () -> new ExchangeException(ExchangeProblem.PARTY_UNKNOWN, id + " is not in the directory")));
    }

    /** Trusts the party's seals; where they are listed themselves the directory stands for revocation, so nothing is fetched. */
    Verifier verifier(Clock clock) {
        List<X509Certificate> anchors = Stream.concat(party.sealCertificates().stream(), party.sealIssuers().stream())
                .toList();
        Verifier verifier = Verifier.trusting(TrustAnchors.of(anchors), clock);
        return party.sealIssuers().isEmpty() ? verifier.offline() : verifier;
    }

    static boolean lists(DirectoryParty party, X509Certificate signer) {
        boolean issued = !party.sealIssuers().isEmpty()
                && party.organizationIdentifier()
                        .filter(wanted -> wanted.equals(organizationIdentifier(signer)))
                        .isPresent();
        return issued || party.sealCertificates().contains(signer);
    }

    void require(X509Certificate signer) throws ExchangeException {
        if (!lists(party, signer)) {
            throw new ExchangeException(
                    ExchangeProblem.SIGNER_NOT_LISTED,
                    "the directory does not list that certificate for " + party.id());
        }
    }

    private static String organizationIdentifier(X509Certificate certificate) {
        try {
            String name = certificate
                    .getSubjectX500Principal()
                    .getName("RFC2253", java.util.Map.of(ORGANIZATION_IDENTIFIER, "organizationIdentifier"));
            return new LdapName(name)
                    .getRdns().stream()
                            .filter(rdn -> rdn.getType().equalsIgnoreCase("organizationIdentifier"))
                            .map(rdn -> String.valueOf(rdn.getValue()))
                            .findFirst()
                            .orElse("");
        } catch (InvalidNameException e) {
            return "";
        }
    }
}
