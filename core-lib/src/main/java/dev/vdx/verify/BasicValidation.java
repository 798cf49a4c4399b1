package dev.vdx.verify;

import dev.vdx.model.ChainEvidence;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.model.SignatureAlgorithm;
import dev.vdx.model.SignerFacts;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Validation of one cryptographic signature at one time: the building blocks of EN 319 102-1, 5.2, in the order of 5.3.4.
 * Serves signatures (5.3) and time-stamp tokens (5.4) alike.
 */
final class BasicValidation {
    private static final Object[] NOTHING = {};

    private final X509Validation x509 = new X509Validation();

    /** What it came to: every finding in the order of the blocks, and the chain that was judged. */
    record Result(List<ChainStatus> chain, Optional<X509Certificate> anchor, List<Finding> findings) {}

    /**
     * Runs the blocks; none of them where nothing could be read (5.3.4, 1), which the caller has to report.
     *
     * @param evidence chains by signing certificate
     * @param moment the times it is judged by
     * @param demands what the policy asks for
     * @param trail keeps the steps
     */
    Result validate(
            SignerFacts signer,
            Map<X509Certificate, ChainEvidence> evidence,
            Moment moment,
            Demands demands,
            Trail trail) {
        if (signer.equals(SignerFacts.UNREAD)) {
            return new Result(List.of(), Optional.empty(), List.of());
        }
        List<Finding> findings = new ArrayList<>(trail.step(Block.FORMAT, formatChecking(signer), () -> NOTHING));
        findings.addAll(
                trail.step(Block.IDENTIFICATION, identificationOfTheSigningCertificate(signer), () -> subject(signer)));
        X509Validation.Result chain = signer.certificate()
                .map(c -> x509.validate(c, validationContext(c, evidence, trail), moment, demands, trail))
                .orElse(new X509Validation.Result(List.of(), Optional.empty(), List.of()));
        findings.addAll(chain.findings());
        findings.addAll(trail.step(Block.CRYPTOGRAPHY, cryptographicVerification(signer), () -> algorithms(signer)));
        findings.addAll(trail.step(Block.ACCEPTANCE, signatureAcceptance(signer, moment, demands), () ->
                new Object[] {moment.control(), algorithms(signer)[0]}));
        return new Result(chain.chain(), chain.anchor(), findings);
    }

    private static Object[] subject(SignerFacts signer) {
        return new Object[] {signer.certificate().map(Names::of).orElse("")};
    }

    private static Object[] algorithms(SignerFacts signer) {
        return new Object[] {
            signer.algorithm().map(SignatureAlgorithm::label).orElse(""),
            signer.digestAlgorithm().map(DigestAlgorithm::jcaName).orElse("")
        };
    }

    /** 5.2.2: the format room has checked; its findings count. */
    private static List<Finding> formatChecking(SignerFacts signer) {
        return signer.findings();
    }

    /** 5.2.3: the certificate is there, and the signing-certificate attribute names it. */
    private static List<Finding> identificationOfTheSigningCertificate(SignerFacts signer) {
        if (signer.certificate().isEmpty()) {
            return List.of(Finding.of(FindingCode.SIGNING_CERTIFICATE_NOT_FOUND));
        }
        String subject = Names.of(signer.certificate().get());
        return switch (signer.reference()) {
            case MATCHES -> List.of();
            case ABSENT -> List.of(Finding.of(FindingCode.SIGNING_CERTIFICATE_ATTRIBUTE_MISSING, subject));
            case DIFFERS -> List.of(Finding.of(FindingCode.SIGNING_CERTIFICATE_MISMATCH, subject));
        };
    }

    /** 5.2.4: the anchors and what was found beside the document. */
    private static ChainEvidence validationContext(
            X509Certificate certificate, Map<X509Certificate, ChainEvidence> evidence, Trail trail) {
        ChainEvidence found = evidence.getOrDefault(certificate, new ChainEvidence(0, List.of(), List.of()));
        trail.step(Block.CONTEXT, found.findings(), () ->
                new Object[] {found.anchorsGiven(), found.chains().size()});
        return found;
    }

    /** 5.2.7: the digest of the signed data, then the signature value. */
    private static List<Finding> cryptographicVerification(SignerFacts signer) {
        List<Finding> findings = new ArrayList<>();
        if (signer.findings().stream().anyMatch(f -> f.code() == FindingCode.SIGNED_DATA_NOT_FOUND)) {
            // 5.2.7.4, 1: without the signed data there is nothing to compare.
            return findings;
        }
        if (!signer.digestMatches()) {
            findings.add(Finding.of(FindingCode.DIGEST_MISMATCH));
        }
        if (!signer.signatureMatches()
                && signer.certificate().isPresent()
                && signer.algorithm().isPresent()) {
            findings.add(Finding.of(
                    FindingCode.SIGNATURE_MISMATCH,
                    Names.of(signer.certificate().get())));
        }
        return findings;
    }

    /** 5.2.8.4.2: algorithms and key sizes, at the time at which the signature is proven to have existed. */
    private static List<Finding> signatureAcceptance(SignerFacts signer, Moment moment, Demands demands) {
        FindingCode code = moment.weak();
        List<Finding> findings = new ArrayList<>();
        if (signer.algorithm().isEmpty() || signer.digestAlgorithm().isEmpty()) {
            findings.add(Finding.of(FindingCode.ALGORITHM_NOT_SUPPORTED));
            return findings;
        }
        signer.certificate()
                .flatMap(c -> demands.algorithms()
                        .unacceptable(signer.algorithm().get(), c.getPublicKey(), moment.control())
                        .map(w -> Finding.of(code, w, Names.of(c))))
                .or(() -> demands.algorithms()
                        .unacceptable(signer.digestAlgorithm().get(), moment.control())
                        .map(w -> Finding.of(code, w, "")))
                .ifPresent(findings::add);
        signer.claimedSigningTime()
                .filter(t -> t.isAfter(moment.now().plus(demands.revocation().clockSkew())))
                .ifPresent(t -> findings.add(Finding.of(FindingCode.CLAIMED_TIME_IN_FUTURE, t, moment.now())));
        return findings;
    }
}
