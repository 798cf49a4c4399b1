package dev.vdx.xml;

import dev.vdx.cms.Certificates;
import dev.vdx.key.Providers;
import dev.vdx.model.CertificateReference;
import dev.vdx.model.ChangesAfter;
import dev.vdx.model.Coverage;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.model.SignatureAlgorithm;
import dev.vdx.model.SignatureFacts;
import dev.vdx.model.SignatureKind;
import dev.vdx.model.SignerFacts;
import dev.vdx.model.TimestampFacts;
import dev.vdx.model.ValidationData;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Turns the signatures of a document into facts. */
final class SignatureReader {
    /** As Java's secure validation has it. */
    private static final int MOST_REFERENCES = 30;

    private static final int DEEPEST_COUNTER_SIGNATURE = 4;
    private static final int MOST_CERTIFICATES = 100;

    private final Document document;
    private final XmlContent content;
    private final SignedParts parts;
    private final int mostSignatures;
    private final Deadline deadline;
    private final long fileSize;
    private final List<XmlSignature> found = new ArrayList<>();

    SignatureReader(
            Document document,
            XmlContent content,
            SignedParts parts,
            int mostSignatures,
            Deadline deadline,
            long fileSize) {
        this.document = document;
        this.content = content;
        this.parts = parts;
        this.mostSignatures = mostSignatures;
        this.deadline = deadline;
        this.fileSize = fileSize;
    }

    List<XmlSignature> read() throws XmlException, IOException {
        List<Element> elements = SignatureElements.of(document);
        if (elements.size() > mostSignatures) {
            throw new XmlException(FindingCode.LIMIT_EXCEEDED, "signatures > " + mostSignatures);
        }
        elements.forEach(parts::signature);
        for (int i = 0; i < elements.size(); i++) {
            Element element = elements.get(i);
            String id = element.hasAttribute("Id") ? element.getAttribute("Id") : "signature-" + (i + 1);
            add(element, id, Optional.empty(), List.of(), 0);
        }
        return found;
    }

    /**
     * Adds a signature and those that counter-sign it (EN 319 132-1, 5.2.7).
     *
     * @param countersigned the signature value it has to sign, and nothing else, where it is a counter-signature
     * @param archives time-stamps of the signature it counter-signs that cover it
     */
    private void add(
            Element element, String id, Optional<Element> countersigned, List<TimestampFacts> archives, int depth)
            throws XmlException, IOException {
        if (found.size() >= mostSignatures || depth > DEEPEST_COUNTER_SIGNATURE) {
            throw new XmlException(FindingCode.LIMIT_EXCEEDED, "signatures > " + mostSignatures);
        }
        deadline.check();
        Properties properties = Properties.of(element);
        found.add(signature(element, id, countersigned, properties, archives));
        Optional<Element> value = Names.child(element, Names.DS, "SignatureValue");
        List<Element> counters = properties.counterSignatures();
        for (int i = 0; i < counters.size() && value.isPresent(); i++) {
            List<TimestampFacts> over = new ArrayList<>(properties.archivesOf(counters.get(i)));
            over.addAll(archives);
            add(counters.get(i), id + "/counter-signature-" + (i + 1), value, over, depth + 1);
        }
    }

    private XmlSignature signature(
            Element element,
            String id,
            Optional<Element> countersigned,
            Properties properties,
            List<TimestampFacts> archives)
            throws XmlException, IOException {
        Optional<Element> info = Names.child(element, Names.DS, "SignedInfo");
        Optional<Element> value = Names.child(element, Names.DS, "SignatureValue");
        if (info.isEmpty() || value.isEmpty()) {
            List<Finding> wrong =
                    List.of(Finding.of(FindingCode.SIGNATURE_MALFORMED, "no SignedInfo or SignatureValue"));
            return new XmlSignature(
                    facts(
                            id,
                            "XMLDSIG",
                            SignerFacts.UNREAD,
                            List.of(),
                            ValidationData.NONE,
                            false,
                            wrong,
                            countersigned.isPresent()),
                    List.of());
        }
        ReferenceCheck check = new ReferenceCheck(element, content, deadline);
        List<ReferenceCheck.Result> references = references(check, info.get());
        boolean properlySigned = properties.signed().isPresent()
                && references.stream()
                        .anyMatch(r -> r.type().equals(Names.SIGNED_PROPERTIES)
                                && r.holds()
                                && r.node().equals(properties.signed()));
        List<Finding> findings = new ArrayList<>();
        boolean othersHold = references.stream().allMatch(r -> r.holds() || r.lacking());
        boolean allSigned = countersigned.isPresent()
                || content.allSigned(references.stream()
                        .filter(ReferenceCheck.Result::holds)
                        .flatMap(r -> r.outside().stream())
                        .toList());
        // A file given that no reference names was changed, or was never signed: that is no missing file.
        List<Finding> lacking = othersHold && allSigned
                ? references.stream()
                        .filter(ReferenceCheck.Result::lacking)
                        .flatMap(r -> r.findings().stream())
                        .toList()
                : List.of();
        references.stream().filter(r -> !r.lacking()).forEach(r -> findings.addAll(r.findings()));
        List<ReferenceCheck.Result> data = references.stream()
                .filter(r -> !r.type().equals(Names.SIGNED_PROPERTIES))
                .toList();
        if (data.isEmpty()) {
            findings.add(Finding.of(FindingCode.SIGNED_DATA_NOT_FOUND, id));
        }
        if (countersigned.isPresent()
                && data.stream().anyMatch(r -> !r.node().equals(countersigned.map(Node.class::cast)))) {
            findings.add(Finding.of(FindingCode.SIGNATURE_MALFORMED, "a counter-signature of something else"));
        }
        if (properties.signed().isPresent() && !properlySigned) {
            findings.add(Finding.of(FindingCode.SIGNATURE_MALFORMED, "SignedProperties are not signed"));
        }
        boolean intact =
                !references.isEmpty() && allSigned && references.stream().allMatch(ReferenceCheck.Result::holds);
        ValidationData added = properties.validationData();
        SignerFacts signer = signer(
                element, info.get(), value.get(), properties, properlySigned, added, references, intact, lacking);
        boolean sound = countersigned.isEmpty() && intact && signer.signatureMatches() && findings.isEmpty();
        if (sound) {
            data.forEach(r -> r.node().ifPresent(parts::add));
        }
        List<TimestampFacts> stamps = TimestampFacts.archivedBy(
                properties.timestamps(value.get(), added, new ArchiveCover(element, check, deadline)), archives);
        findings.addAll(properties.findings());
        String profile = profile(properties, signer, properlySigned);
        boolean whole = data.stream()
                .anyMatch(r -> r.node()
                        .filter(n -> n.isSameNode(document) || n.isSameNode(document.getDocumentElement()))
                        .isPresent());
        List<String> covered = sound
                ? data.stream()
                        .flatMap(r -> r.outside().stream())
                        .map(XmlContent.Named::uri)
                        .toList()
                : List.of();
        boolean counter = countersigned.isPresent();
        return new XmlSignature(facts(id, profile, signer, stamps, added, whole, findings, counter), covered);
    }

    private List<ReferenceCheck.Result> references(ReferenceCheck check, Element info)
            throws XmlException, IOException {
        List<Element> elements = Names.children(info, Names.DS, "Reference");
        if (elements.size() > MOST_REFERENCES) {
            throw new XmlException(FindingCode.LIMIT_EXCEEDED, "references > " + MOST_REFERENCES);
        }
        List<ReferenceCheck.Result> results = new ArrayList<>();
        for (Element reference : elements) {
            deadline.check();
            results.add(check.check(reference));
        }
        return results;
    }

    private static SignerFacts signer(
            Element signature,
            Element info,
            Element value,
            Properties properties,
            boolean properlySigned,
            ValidationData added,
            List<ReferenceCheck.Result> references,
            boolean intact,
            List<Finding> lacking) {
        List<Finding> findings = new ArrayList<>(lacking);
        List<X509Certificate> all = keyInfo(signature);
        Optional<Predicate<X509Certificate>> named = properlySigned ? properties.named() : Optional.empty();
        Optional<X509Certificate> certificate = named.flatMap(
                        n -> Stream.concat(all.stream(), added.certificates().stream())
                                .filter(n)
                                .findFirst())
                .or(() -> all.stream().findFirst());
        CertificateReference reference = named.isEmpty()
                ? CertificateReference.ABSENT
                : certificate.filter(named.get()).isPresent()
                        ? CertificateReference.MATCHES
                        : CertificateReference.DIFFERS;
        Optional<Element> method = Names.child(info, Names.DS, "SignatureMethod");
        Optional<SignatureAlgorithm> algorithm = method.flatMap(m -> Algorithms.signature(m.getAttribute("Algorithm")));
        Optional<Element> canonical = Names.child(info, Names.DS, "CanonicalizationMethod");
        Optional<byte[]> signed =
                canonical.flatMap(c -> Canonical.of(info, c.getAttribute("Algorithm"), Optional.of(c)));
        if (algorithm.isEmpty() || signed.isEmpty()) {
            findings.add(Finding.of(
                    FindingCode.ALGORITHM_NOT_SUPPORTED,
                    method.map(m -> m.getAttribute("Algorithm")).orElse("no SignatureMethod")));
        }
        Optional<byte[]> bytes = ReferenceCheck.base64(value.getTextContent());
        boolean matches = algorithm.isPresent()
                && signed.isPresent()
                && bytes.isPresent()
                && certificate.isPresent()
                && Providers.verify(algorithm.get(), certificate.get().getPublicKey(), signed.get(), bytes.get());
        return new SignerFacts(
                certificate,
                reference,
                all,
                algorithm,
                weakest(references),
                intact,
                matches,
                properlySigned ? properties.signingTime() : Optional.<Instant>empty(),
                findings);
    }

    /** The weakest digest is what the signature is worth. */
    private static Optional<DigestAlgorithm> weakest(List<ReferenceCheck.Result> references) {
        return references.stream()
                .flatMap(r -> r.algorithm().stream())
                .min(Comparator.comparingInt(DigestAlgorithm::length));
    }

    private static List<X509Certificate> keyInfo(Element signature) {
        List<byte[]> encoded = Names.child(signature, Names.DS, "KeyInfo").stream()
                .flatMap(k -> Names.children(k, Names.DS, "X509Data").stream())
                .flatMap(d -> Names.children(d, Names.DS, "X509Certificate").stream())
                .limit(MOST_CERTIFICATES)
                .map(c -> ReferenceCheck.base64(c.getTextContent()))
                .flatMap(Optional::stream)
                .toList();
        return Certificates.parseAll(encoded);
    }

    private static String profile(Properties properties, SignerFacts signer, boolean properlySigned) {
        if (!properlySigned) {
            return "XMLDSIG";
        }
        boolean baseline = signer.claimedSigningTime().isPresent()
                && signer.reference() == CertificateReference.MATCHES
                && properties.namesCertificateByV2();
        return baseline ? "XAdES-BASELINE" : "XAdES";
    }

    private SignatureFacts facts(
            String id,
            String profile,
            SignerFacts signer,
            List<TimestampFacts> stamps,
            ValidationData added,
            boolean whole,
            List<Finding> findings,
            boolean counter) {
        return new SignatureFacts(
                id,
                SignatureKind.SIGNATURE,
                profile,
                signer,
                Optional.empty(),
                stamps,
                added,
                new Coverage(whole, true, fileSize),
                ChangesAfter.NONE,
                findings,
                counter);
    }
}
