package dev.vdx.cms;

import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * What an archive time-stamp says it covers beside the signature (ats-hash-index-v3, EN 319 122-1, 5.5.2): digests of
 * certificates, revocation data and unsigned attribute values.
 */
record HashIndex(
        byte[] der,
        DigestAlgorithm algorithm,
        Set<ByteBuffer> certificates,
        Set<ByteBuffer> revocations,
        Set<ByteBuffer> attributes) {

    /** Reads the attribute's value; empty where it is not of that form or of an algorithm we do not know. */
    static Optional<HashIndex> of(ASN1Encodable value) {
        try {
            return Asn1.reading("ats-hash-index-v3", () -> {
                byte[] der = Asn1.der(value);
                ASN1Sequence index = ASN1Sequence.getInstance(value);
                if (index.size() != 4) {
                    return Optional.empty();
                }
                Set<ByteBuffer> certificates = digests(index.getObjectAt(1));
                Set<ByteBuffer> revocations = digests(index.getObjectAt(2));
                Set<ByteBuffer> attributes = digests(index.getObjectAt(3));
                return AlgorithmIdentifiers.digest(AlgorithmIdentifier.getInstance(index.getObjectAt(0)))
                        .map(a -> new HashIndex(der, a, certificates, revocations, attributes));
            });
        } catch (CmsException e) {
            return Optional.empty();
        }
    }

    private static Set<ByteBuffer> digests(ASN1Encodable sequence) {
        Set<ByteBuffer> digests = new HashSet<>();
        for (ASN1Encodable each : ASN1Sequence.getInstance(sequence)) {
            digests.add(ByteBuffer.wrap(ASN1OctetString.getInstance(each).getOctets()));
        }
        return digests;
    }

    /** What is there to be covered, digested by one algorithm. */
    record Present(Set<ByteBuffer> certificates, Set<ByteBuffer> revocations, Set<ByteBuffer> attributes) {

        static Present of(SignedMessage message, SignerBlock signer, DigestAlgorithm algorithm) {
            Set<ByteBuffer> attributes = new HashSet<>();
            signer.unsigned().forEach((type, value) -> attributes.add(digest(algorithm, type, value)));
            return new Present(
                    digests(message.certificateChoices(), algorithm), digests(message.crls(), algorithm), attributes);
        }

        /** The index that names all of it. */
        ASN1Sequence index(DigestAlgorithm algorithm) {
            return new DERSequence(new ASN1Encodable[] {
                AlgorithmIdentifiers.of(algorithm), named(certificates), named(revocations), named(attributes)
            });
        }

        private static ASN1Sequence named(Set<ByteBuffer> digests) {
            return new DERSequence(digests.stream()
                    .sorted()
                    .map(each -> {
                        byte[] digest = new byte[each.remaining()];
                        each.duplicate().get(digest);
                        return new DEROctetString(digest);
                    })
                    .toArray(ASN1Encodable[]::new));
        }

        private static Set<ByteBuffer> digests(List<ASN1Encodable> elements, DigestAlgorithm algorithm) {
            Set<ByteBuffer> digests = new HashSet<>();
            elements.forEach(each -> digests.add(ByteBuffer.wrap(Providers.digest(algorithm, Asn1.der(each)))));
            return digests;
        }
    }

    /** An attribute value as the index names it: type and value, one behind the other. */
    static ByteBuffer digest(DigestAlgorithm algorithm, ASN1ObjectIdentifier type, ASN1Encodable value) {
        byte[] first = Asn1.der(type);
        byte[] second = Asn1.der(value);
        return ByteBuffer.wrap(Providers.digest(
                algorithm,
                ByteBuffer.allocate(first.length + second.length)
                        .put(first)
                        .put(second)
                        .array()));
    }

    /** Whether all it names is there; else it is not valid. */
    boolean holds(Present present) {
        return present.certificates().containsAll(certificates)
                && present.revocations().containsAll(revocations)
                && present.attributes().containsAll(attributes);
    }

    boolean names(AttachedToken token) {
        return names(token.type(), token.value());
    }

    /** Whether this attribute value is covered. */
    boolean names(ASN1ObjectIdentifier type, ASN1Encodable value) {
        return attributes.contains(digest(algorithm, type, value));
    }
}
