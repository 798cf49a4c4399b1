package dev.vdx.report;

import dev.vdx.model.CertificateReference;
import dev.vdx.model.Chain;
import dev.vdx.model.ChainEvidence;
import dev.vdx.model.ChainLink;
import dev.vdx.model.Change;
import dev.vdx.model.ChangeLevel;
import dev.vdx.model.ChangeRule;
import dev.vdx.model.ChangesAfter;
import dev.vdx.model.Coverage;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Evidence;
import dev.vdx.model.Finding;
import dev.vdx.model.Format;
import dev.vdx.model.Policy;
import dev.vdx.model.RevocationFacts;
import dev.vdx.model.RevocationStatus;
import dev.vdx.model.SignatureAlgorithm;
import dev.vdx.model.SignatureFacts;
import dev.vdx.model.SignatureKind;
import dev.vdx.model.SignatureScheme;
import dev.vdx.model.SignedDocument;
import dev.vdx.model.SignerFacts;
import dev.vdx.model.ValidationData;
import dev.vdx.sandbox.Addresses;
import dev.vdx.sandbox.CertificateSpec;
import dev.vdx.sandbox.KeyKind;
import dev.vdx.sandbox.TestAuthority;
import dev.vdx.verify.Validation;
import dev.vdx.verify.Verdict;
import java.net.URI;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Verdicts to report on, made by the verify room from invented facts. */
final class Samples {
    static final Instant NOW = Instant.parse("2026-11-24T03:15:00Z");
    static final String SUBJECT = "CN=ตัวอย่าง SANDBOX,O=SANDBOX Agency,2.5.4.97=NTRTH-0994000000000,C=TH";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Instant FROM = NOW.minus(Duration.ofDays(100));
    private static final Instant UNTIL = NOW.plus(Duration.ofDays(600));
    private static final TestAuthority ROOT = TestAuthority.root(
            CertificateSpec.authority("CN=SANDBOX Root,C=TH", KeyKind.EC_P256, FROM, UNTIL, 0),
            Addresses.at(URI.create("http://127.0.0.1:9"), "root"),
            RANDOM);

    private Samples() {}

    static X509Certificate certificate(String subject) {
        return ROOT.issue(CertificateSpec.seal(subject, KeyKind.EC_P256, FROM, UNTIL), RANDOM)
                .certificate();
    }

    static Verdict passed() {
        return judged(certificate(SUBJECT), true, ChangesAfter.NONE, true);
    }

    static Verdict untrusted(X509Certificate signer) {
        return judged(signer, true, ChangesAfter.NONE, false);
    }

    static Verdict altered() {
        return judged(certificate(SUBJECT), false, ChangesAfter.NONE, true);
    }

    static Verdict changed() {
        Change allowed =
                new Change("12 0", "/Root/DSS", Change.Kind.ADDED, Change.Verdict.ALLOWED, ChangeRule.VALIDATION_DATA);
        Change not = new Change(
                "4 0",
                "/Root/Pages/Kids/0/Contents",
                Change.Kind.CHANGED,
                Change.Verdict.SUSPICIOUS,
                ChangeRule.UNEXPLAINED);
        return judged(
                certificate(SUBJECT), true, new ChangesAfter(ChangeLevel.SUSPICIOUS, List.of(not, allowed)), true);
    }

    static Verdict withoutSignatures(Finding... findings) {
        Format format = findings.length == 0 ? Format.PDF : Format.UNKNOWN;
        return new Validation()
                .validate(
                        new SignedDocument(format, List.of(), List.of(findings)),
                        new Evidence(Map.of(), Map.of()),
                        Policy.STRICT,
                        NOW);
    }

    private static Verdict judged(X509Certificate signer, boolean sound, ChangesAfter changes, boolean trusted) {
        SignatureAlgorithm algorithm = new SignatureAlgorithm(SignatureScheme.ECDSA, DigestAlgorithm.SHA256);
        SignatureFacts facts = new SignatureFacts(
                "Signature1",
                SignatureKind.SIGNATURE,
                "PAdES-BASELINE",
                new SignerFacts(
                        Optional.of(signer),
                        CertificateReference.MATCHES,
                        List.of(signer),
                        Optional.of(algorithm),
                        Optional.of(DigestAlgorithm.SHA256),
                        sound,
                        true,
                        Optional.of(NOW.minusSeconds(60)),
                        List.of()),
                Optional.empty(),
                List.of(),
                ValidationData.NONE,
                new Coverage(changes.entries().isEmpty(), true, 1000),
                changes,
                List.of());
        RevocationFacts good = new RevocationFacts(
                RevocationFacts.Kind.OCSP,
                RevocationStatus.GOOD,
                Optional.empty(),
                Optional.empty(),
                NOW,
                NOW,
                Optional.of(NOW.plus(Duration.ofDays(1))),
                RevocationFacts.Origin.ONLINE,
                Optional.empty(),
                Optional.of(algorithm),
                "ab".repeat(32),
                List.of());
        ChainEvidence evidence = trusted
                ? new ChainEvidence(
                        1,
                        List.of(new Chain(
                                List.of(new ChainLink(signer, Optional.of(algorithm), List.of(good))),
                                ROOT.certificate())),
                        List.of())
                : new ChainEvidence(0, List.of(), List.of());
        return new Validation()
                .validate(
                        new SignedDocument(Format.PDF, List.of(facts), List.of()),
                        new Evidence(Map.of(signer, evidence), Map.of()),
                        Policy.STRICT,
                        NOW);
    }
}
