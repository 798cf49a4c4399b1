package dev.vdx.xml;

import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.SignatureAlgorithm;
import dev.vdx.model.SignatureScheme;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What XML signatures name by address (RFC 9231; XMLDSIG 1.1, 6): the closed lists of what is done. */
final class Algorithms {
    static final String C14N = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
    static final String EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#";
    static final String ENVELOPED = Names.DS + "enveloped-signature";
    static final String XPATH = "http://www.w3.org/TR/1999/REC-xpath-19991116";
    static final String XPATH_FILTER = "http://www.w3.org/2002/06/xmldsig-filter2";

    static final Set<String> CANONICALIZATIONS = Set.of(
            C14N,
            C14N + "#WithComments",
            "http://www.w3.org/2006/12/xml-c14n11",
            "http://www.w3.org/2006/12/xml-c14n11#WithComments",
            EXCLUSIVE,
            "http://www.w3.org/2001/10/xml-exc-c14n#WithComments");

    private static final String MORE = "http://www.w3.org/2001/04/xmldsig-more#";
    private static final String MORE_2007 = "http://www.w3.org/2007/05/xmldsig-more#";
    private static final String MORE_2021 = "http://www.w3.org/2021/04/xmldsig-more#";
    private static final String ENC = "http://www.w3.org/2001/04/xmlenc#";

    private static final Map<String, DigestAlgorithm> DIGESTS = Map.of(
            Names.DS + "sha1", DigestAlgorithm.SHA1,
            MORE + "sha224", DigestAlgorithm.SHA224,
            ENC + "sha256", DigestAlgorithm.SHA256,
            MORE + "sha384", DigestAlgorithm.SHA384,
            ENC + "sha512", DigestAlgorithm.SHA512,
            MORE_2007 + "sha3-256", DigestAlgorithm.SHA3_256,
            MORE_2007 + "sha3-384", DigestAlgorithm.SHA3_384,
            MORE_2007 + "sha3-512", DigestAlgorithm.SHA3_512);

    private static final Map<String, SignatureAlgorithm> SIGNATURES = Map.ofEntries(
            Map.entry(Names.DS + "rsa-sha1", of(SignatureScheme.RSA_PKCS1, DigestAlgorithm.SHA1)),
            Map.entry(MORE + "rsa-sha256", of(SignatureScheme.RSA_PKCS1, DigestAlgorithm.SHA256)),
            Map.entry(MORE + "rsa-sha384", of(SignatureScheme.RSA_PKCS1, DigestAlgorithm.SHA384)),
            Map.entry(MORE + "rsa-sha512", of(SignatureScheme.RSA_PKCS1, DigestAlgorithm.SHA512)),
            Map.entry(MORE_2007 + "sha256-rsa-MGF1", of(SignatureScheme.RSA_PSS, DigestAlgorithm.SHA256)),
            Map.entry(MORE_2007 + "sha384-rsa-MGF1", of(SignatureScheme.RSA_PSS, DigestAlgorithm.SHA384)),
            Map.entry(MORE_2007 + "sha512-rsa-MGF1", of(SignatureScheme.RSA_PSS, DigestAlgorithm.SHA512)),
            Map.entry(MORE + "ecdsa-sha256", of(SignatureScheme.ECDSA_PLAIN, DigestAlgorithm.SHA256)),
            Map.entry(MORE + "ecdsa-sha384", of(SignatureScheme.ECDSA_PLAIN, DigestAlgorithm.SHA384)),
            Map.entry(MORE + "ecdsa-sha512", of(SignatureScheme.ECDSA_PLAIN, DigestAlgorithm.SHA512)),
            Map.entry(MORE_2021 + "eddsa-ed25519", of(SignatureScheme.EDDSA, DigestAlgorithm.SHA512)),
            Map.entry(MORE_2021 + "eddsa-ed448", of(SignatureScheme.EDDSA, DigestAlgorithm.SHAKE256)));

    /** The one XPath expression that is understood, as it is written. */
    static final String EVERY_SIGNATURE = "not(ancestor-or-self::ds:Signature)";

    private Algorithms() {}

    private static SignatureAlgorithm of(SignatureScheme scheme, DigestAlgorithm digest) {
        return new SignatureAlgorithm(scheme, digest);
    }

    static Optional<DigestAlgorithm> digest(String uri) {
        return Optional.ofNullable(DIGESTS.get(uri));
    }

    /** How a digest is named; every one that is known has a name. */
    static Optional<String> name(DigestAlgorithm algorithm) {
        return key(DIGESTS, algorithm);
    }

    /** How a signature of this kind is named. */
    static Optional<String> name(SignatureAlgorithm algorithm) {
        SignatureScheme scheme =
                algorithm.scheme() == SignatureScheme.ECDSA ? SignatureScheme.ECDSA_PLAIN : algorithm.scheme();
        return key(SIGNATURES, new SignatureAlgorithm(scheme, algorithm.digest()));
    }

    private static <T> Optional<String> key(Map<String, T> names, T value) {
        return names.entrySet().stream()
                .filter(each -> each.getValue().equals(value))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    static Optional<SignatureAlgorithm> signature(String uri) {
        return Optional.ofNullable(SIGNATURES.get(uri));
    }
}
