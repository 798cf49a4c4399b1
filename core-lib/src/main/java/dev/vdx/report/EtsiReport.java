package dev.vdx.report;

import dev.vdx.model.Effect;
import dev.vdx.model.Finding;
import dev.vdx.model.Indication;
import dev.vdx.model.SignatureFacts;
import dev.vdx.model.SignatureKind;
import dev.vdx.model.SubIndication;
import dev.vdx.model.TimestampFacts;
import dev.vdx.verify.ChainStatus;
import dev.vdx.verify.SignatureVerdict;
import dev.vdx.verify.TimestampVerdict;
import dev.vdx.verify.Verdict;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The report as XML after ETSI TS 119 102-2. Certificates, time-stamps and revocation data stand in it as digests: they hold
 * personal numbers. What weighs on the file as a whole weighs on each of its signatures, for the format knows nothing else.
 */
final class EtsiReport {
    private static final String URN = "urn:etsi:019102:";
    private static final String OURS = "urn:vdx:report:";

    private final EtsiWriter xml = new EtsiWriter();
    private final EtsiObjects objects = new EtsiObjects();
    private final Verdict verdict;
    private final Lang lang;
    private final Optional<Status> ofFile;

    private record Status(Indication indication, Optional<SubIndication> subIndication) {}

    private EtsiReport(Verdict verdict, Lang lang) {
        this.verdict = verdict;
        this.lang = lang;
        this.ofFile = ofFile(verdict);
    }

    static String write(String file, Optional<String> sha256, Verdict verdict, Lang lang) {
        return new EtsiReport(verdict, lang).report(file, sha256);
    }

    /** What is found about the file as a whole, and outweighs what a signature came to. */
    private static Optional<Status> ofFile(Verdict verdict) {
        return switch (verdict.outcome()) {
            case PASSED -> Optional.empty();
            case UNSIGNED, UNREADABLE ->
                Optional.of(new Status(Indication.INDETERMINATE, Optional.of(SubIndication.CUSTOM)));
            case FAILED, INDETERMINATE -> {
                boolean failed = has(verdict, Effect.FAILED);
                boolean open = has(verdict, Effect.INDETERMINATE) || has(verdict, Effect.UNREADABLE);
                yield failed
                        ? Optional.of(new Status(Indication.TOTAL_FAILED, Optional.of(SubIndication.FORMAT_FAILURE)))
                        : open
                                ? Optional.of(new Status(Indication.INDETERMINATE, Optional.of(SubIndication.CUSTOM)))
                                : Optional.empty();
            }
        };
    }

    private static boolean has(Verdict verdict, Effect effect) {
        return verdict.findings().stream().anyMatch(f -> f.code().effect() == effect);
    }

    private String report(String file, Optional<String> sha256) {
        String document = objects.file(file, sha256);
        List<SignatureVerdict> signatures = verdict.signatures().stream()
                .filter(s -> s.facts().kind() == SignatureKind.SIGNATURE
                        || s.facts().token().isEmpty())
                .toList();
        // A file with nothing but document time-stamps: they are what was signed.
        List<SignatureVerdict> reported = signatures.isEmpty() ? verdict.signatures() : signatures;
        return xml.document("ValidationReport", () -> {
            int number = 0;
            for (SignatureVerdict signature : reported) {
                int place = ++number;
                xml.element("SignatureValidationReport", () -> signature(signature, place, document));
            }
            if (reported.isEmpty()) {
                xml.element("SignatureValidationReport", () -> nothing(document));
            }
            verdict.signatures().stream()
                    .filter(s -> s.facts().token().isPresent())
                    .forEach(this::documentTimestamp);
            xml.element("SignatureValidationObjects", () -> objects.write(xml));
        });
    }

    /** There is no signature to speak of. */
    private void nothing(String document) {
        xml.element("ValidationTimeInfo", () -> {
            xml.time("ValidationTime", verdict.time());
            xml.element("BestSignatureTime", () -> proof(verdict.time(), Optional.empty()));
        });
        xml.element("SignersDocument", () -> xml.reference("SignersDocumentRepresentation", document));
        process();
        Status status = ofFile.orElseThrow();
        status("SignatureValidationStatus", status, () -> additional(List.of()));
    }

    private void signature(SignatureVerdict signature, int number, String document) {
        SignatureFacts facts = signature.facts();
        xml.identified("SignatureIdentifier", "S-" + number, () -> {
            xml.text("HashOnly", "false");
            xml.text("DocHashOnly", "false");
            xml.text("DAIdentifier", facts.id());
        });
        xml.element("ValidationTimeInfo", () -> {
            xml.time("ValidationTime", verdict.time());
            xml.element("BestSignatureTime", () -> proof(signature.bestSignatureTime(), provedBy(signature)));
        });
        xml.element("SignersDocument", () -> xml.reference("SignersDocumentRepresentation", document));
        attributes(signature);
        signer(facts.signer().certificate());
        process();
        Status status = ofFile.orElse(new Status(signature.indication(), signature.subIndication()));
        status("SignatureValidationStatus", status, () -> {
            chain(signature.chain(), signature.anchor(), signature.timestamps());
            additional(details(signature));
        });
    }

    private void proof(Instant time, Optional<String> by) {
        xml.time("POETime", time);
        xml.text("TypeOfProof", URN + "poetype:validation");
        by.ifPresent(id -> xml.reference("POEObject", id));
    }

    /** The time-stamp that proves the best signature time: one of its own, else one of the document's. */
    private Optional<String> provedBy(SignatureVerdict signature) {
        if (!signature.timeProven()) {
            return Optional.empty();
        }
        Instant best = signature.bestSignatureTime();
        return signature.timestamps().stream()
                .filter(t ->
                        t.indication() == Indication.PASSED && t.facts().time().equals(best))
                .map(this::timestamp)
                .findFirst()
                .or(() -> verdict.signatures().stream()
                        .filter(s -> s.indication() == Indication.TOTAL_PASSED)
                        .filter(s -> s.facts()
                                .token()
                                .filter(t -> t.time().equals(best))
                                .isPresent())
                        .map(this::documentTimestamp)
                        .findFirst());
    }

    private void attributes(SignatureVerdict signature) {
        Optional<Instant> claimed =
                signature.facts().signer().claimedSigningTime().filter(EtsiWriter::writes);
        List<TimestampVerdict> stamps = signature.timestamps().stream()
                .filter(t -> EtsiWriter.writes(t.facts().time()))
                .toList();
        Optional<TimestampFacts> own = signature.facts().token().filter(t -> EtsiWriter.writes(t.time()));
        if (claimed.isEmpty() && stamps.isEmpty() && own.isEmpty()) {
            return;
        }
        xml.element("SignatureAttributes", () -> {
            claimed.ifPresent(t -> xml.element("SigningTime", () -> xml.time("Time", t)));
            stamps.forEach(t -> attribute(t.facts(), timestamp(t)));
            own.ifPresent(t -> attribute(t, documentTimestamp(signature)));
        });
    }

    private void attribute(TimestampFacts facts, String object) {
        String name = switch (facts.kind()) {
            case CONTENT -> "AllDataObjectsTimeStamp";
            case SIGNATURE -> "SignatureTimeStamp";
            case ARCHIVE -> "ArchiveTimeStamp";
            case DOCUMENT, EVIDENCE -> "DocTimeStamp";
        };
        xml.element(name, () -> {
            xml.reference("AttributeObject", object);
            xml.time("TimeStampValue", facts.time());
        });
    }

    private void signer(Optional<X509Certificate> certificate) {
        certificate.ifPresent(c -> xml.element("SignerInformation", () -> {
            xml.reference("SignerCertificate", objects.certificate(c));
            xml.text("Signer", Subject.of(c).text());
        }));
    }

    /** Every signature goes through the whole of EN 319 102-1, 5.6, whatever it brings. */
    private void process() {
        xml.element("SignatureValidationProcess", () -> {
            xml.text("SignatureValidationProcessID", URN + "validationprocess:LTA");
            xml.element(
                    "OtherInformation",
                    () -> xml.words("VDX policy " + verdict.policy().label()));
        });
    }

    private void status(String name, Status status, EtsiWriter.Content data) {
        xml.element(name, () -> {
            xml.text(
                    "MainIndication",
                    URN + "mainindication:" + status.indication.label().toLowerCase(Locale.ROOT));
            status.subIndication.ifPresent(s -> xml.text("SubIndication", URN + "subindication:" + s.name()));
            xml.element("AssociatedValidationReportData", data);
        });
    }

    private void chain(List<ChainStatus> chain, Optional<X509Certificate> anchor, List<TimestampVerdict> stamps) {
        anchor.map(objects::certificate).ifPresent(id -> xml.reference("TrustAnchor", id));
        if (!chain.isEmpty()) {
            xml.element("CertificateChain", () -> {
                xml.reference(
                        "SigningCertificate", objects.certificate(chain.get(0).certificate()));
                chain.stream()
                        .skip(1)
                        .forEach(c -> xml.reference("IntermediateCertificate", objects.certificate(c.certificate())));
                anchor.map(objects::certificate).ifPresent(id -> xml.reference("TrustAnchor", id));
            });
        }
        Stream.concat(
                        chain.stream().flatMap(c -> c.by().stream()).map(objects::revocation),
                        stamps.stream().map(this::timestamp))
                .distinct()
                .forEach(id -> xml.reference("RelatedValidationObject", id));
        chain.stream()
                .filter(c -> c.revocation().equals("revoked") || c.revocation().equals("on hold"))
                .findFirst()
                .ifPresent(this::revoked);
    }

    private void revoked(ChainStatus link) {
        link.by()
                .filter(f -> f.revokedAt().filter(EtsiWriter::writes).isPresent())
                .ifPresent(f -> xml.element("RevocationStatusInformation", () -> {
                    xml.reference("ValidationObjectId", objects.certificate(link.certificate()));
                    xml.time("RevocationTime", f.revokedAt().orElseThrow());
                    f.reason().ifPresent(r -> xml.text("RevocationReason", URN + "revocationReason:" + r));
                    xml.reference("RevocationObject", objects.revocation(f));
                }));
    }

    private record Detail(String type, String value) {}

    private List<Detail> details(SignatureVerdict signature) {
        List<Detail> details = new ArrayList<>();
        details.add(new Detail("level", signature.level()));
        details.add(new Detail("indication", signature.indication().label()));
        details.add(new Detail(
                "changes-after", signature.facts().changesAfter().level().name()));
        details.addAll(findings(signature.findings()));
        return details;
    }

    private List<Detail> findings(List<Finding> findings) {
        return findings.stream()
                .map(f -> new Detail(
                        "finding:" + f.code().name(), Explained.of(f, lang).message()))
                .toList();
    }

    /** The outcome of the file with what was found about it, and what else there is. */
    private void additional(List<Detail> details) {
        List<Detail> all = new ArrayList<>();
        all.add(new Detail("outcome", verdict.outcome().label()));
        all.addAll(findings(verdict.findings()));
        all.addAll(details);
        reportData(all);
    }

    private void reportData(List<Detail> details) {
        if (!details.isEmpty()) {
            xml.element(
                    "AdditionalValidationReportData",
                    () -> details.forEach(d -> xml.element("ReportData", () -> {
                        xml.text("Type", OURS + d.type);
                        xml.text("Value", d.value);
                    })));
        }
    }

    private String timestamp(TimestampVerdict stamp) {
        return objects.timestamp(
                stamp.facts(),
                () -> told(
                        stamp.facts(),
                        new Status(stamp.indication(), stamp.subIndication()),
                        stamp.chain(),
                        stamp.anchor(),
                        stamp.findings()));
    }

    private String documentTimestamp(SignatureVerdict stamp) {
        Indication indication = switch (stamp.indication()) {
            case TOTAL_PASSED, PASSED -> Indication.PASSED;
            case TOTAL_FAILED, FAILED -> Indication.FAILED;
            case INDETERMINATE -> Indication.INDETERMINATE;
        };
        TimestampFacts token = stamp.facts().token().orElseThrow();
        return objects.timestamp(
                token,
                () -> told(
                        token,
                        new Status(indication, stamp.subIndication()),
                        stamp.chain(),
                        stamp.anchor(),
                        stamp.findings()));
    }

    private void told(
            TimestampFacts facts,
            Status status,
            List<ChainStatus> chain,
            Optional<X509Certificate> anchor,
            List<Finding> findings) {
        if (status.indication == Indication.PASSED) {
            xml.element("POEProvisioning", () -> xml.time("POETime", facts.time()));
        }
        xml.element("ValidationReport", () -> {
            signer(facts.signer().certificate());
            status("SignatureValidationStatus", status, () -> {
                chain(chain, anchor, List.of());
                reportData(findings(findings));
            });
        });
    }
}
