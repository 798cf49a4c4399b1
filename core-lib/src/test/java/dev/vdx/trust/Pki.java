package dev.vdx.trust;

import dev.vdx.model.CertificateReference;
import dev.vdx.model.ChangesAfter;
import dev.vdx.model.Coverage;
import dev.vdx.model.Format;
import dev.vdx.model.SignatureFacts;
import dev.vdx.model.SignatureKind;
import dev.vdx.model.SignedDocument;
import dev.vdx.model.SignerFacts;
import dev.vdx.model.TimestampFacts;
import dev.vdx.model.ValidationData;
import dev.vdx.sandbox.Addresses;
import dev.vdx.sandbox.CertificateSpec;
import dev.vdx.sandbox.KeyKind;
import dev.vdx.sandbox.TestAuthority;
import dev.vdx.sandbox.TestIdentity;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** A small PKI of elliptic-curve keys, and documents that look as a format room would have read them. */
final class Pki {
    static final SecureRandom RANDOM = new SecureRandom();
    static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    static final Instant FROM = NOW.minusSeconds(86_400);
    static final Instant UNTIL = NOW.plusSeconds(86_400 * 365L);

    final TestAuthority root;
    final TestAuthority issuing;

    private Pki(Addresses rootAddresses, Addresses issuingAddresses) {
        root = TestAuthority.root(authority("CN=SANDBOX root", 0, 5), rootAddresses, RANDOM);
        issuing = root.intermediate(authority("CN=SANDBOX issuing", 1, 0), issuingAddresses, RANDOM);
    }

    /** One that publishes nothing. */
    static Pki unpublished() {
        return new Pki(Addresses.NONE, Addresses.NONE);
    }

    static Pki publishing(Addresses rootAddresses, Addresses issuingAddresses) {
        return new Pki(rootAddresses, issuingAddresses);
    }

    static CertificateSpec authority(String name, int key, int pathLength) {
        return CertificateSpec.authority(name, KeyKind.EC_P256, FROM, UNTIL, pathLength)
                .withKeys(KeyKind.EC_P256.pooled(key, RANDOM));
    }

    static CertificateSpec leafSpec() {
        return CertificateSpec.seal("CN=SANDBOX leaf", KeyKind.EC_P256, FROM, UNTIL)
                .withKeys(KeyKind.EC_P256.pooled(2, RANDOM));
    }

    static CertificateSpec responderSpec() {
        return CertificateSpec.responder("CN=SANDBOX responder", KeyKind.EC_P256, FROM, UNTIL)
                .withKeys(KeyKind.EC_P256.pooled(3, RANDOM));
    }

    TestIdentity leaf() {
        return issuing.issue(leafSpec(), RANDOM);
    }

    TrustAnchors anchors() {
        return TrustAnchors.of(root.certificate());
    }

    static SignedDocument document(X509Certificate signer, List<X509Certificate> certificates, ValidationData data) {
        return document(signer, certificates, data, List.of());
    }

    static SignedDocument document(
            X509Certificate signer,
            List<X509Certificate> certificates,
            ValidationData data,
            List<TimestampFacts> timestamps) {
        return new SignedDocument(
                Format.PDF,
                List.of(new SignatureFacts(
                        "Signature1",
                        SignatureKind.SIGNATURE,
                        "PAdES-BASELINE",
                        signer(signer, certificates),
                        Optional.empty(),
                        timestamps,
                        data,
                        new Coverage(true, true, 1),
                        ChangesAfter.NONE,
                        List.of())),
                List.of());
    }

    static SignerFacts signer(X509Certificate signer, List<X509Certificate> certificates) {
        return new SignerFacts(
                Optional.of(signer),
                CertificateReference.MATCHES,
                certificates,
                Optional.empty(),
                Optional.empty(),
                true,
                true,
                Optional.empty(),
                List.of());
    }

    static ValidationData ocsp(byte[]... answers) {
        return new ValidationData(List.of(), List.of(answers), List.of());
    }

    static ValidationData crls(byte[]... lists) {
        return new ValidationData(List.of(), List.of(), List.of(lists));
    }

    static EvidenceSource offline(TrustAnchors anchors) {
        return EvidenceSource.trusting(anchors, CLOCK).offline().fetchingWith(request -> {
            throw new AssertionError("asked the network for " + request.address());
        });
    }
}
