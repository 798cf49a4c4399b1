package dev.vdx.xml;

import dev.vdx.cms.Certificates;
import dev.vdx.cms.CmsException;
import dev.vdx.cms.TimestampToken;
import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.model.TimestampFacts;
import dev.vdx.model.TimestampKind;
import dev.vdx.model.ValidationData;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/** A signature's qualifying properties (EN 319 132-1, 4.3 and 5): what the signer signed about it, what was added since. */
final class Properties {
    private static final int MOST_TOKENS = 100;

    private final Optional<Element> signed;
    private final Optional<Element> unsigned;
    private final List<Finding> findings = new ArrayList<>();
    private final IdentityHashMap<Element, List<TimestampFacts>> archives = new IdentityHashMap<>();

    private Properties(Optional<Element> signed, Optional<Element> unsigned) {
        this.signed = signed;
        this.unsigned = unsigned;
    }

    static Properties of(Element signature) {
        List<Element> found = Names.children(signature, Names.DS, "Object").stream()
                .flatMap(o -> Names.children(o, Names.XADES, "QualifyingProperties").stream())
                .toList();
        Optional<Element> only = found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
        Properties properties = new Properties(
                only.flatMap(q -> Names.child(q, Names.XADES, "SignedProperties")),
                only.flatMap(q -> Names.path(q, "UnsignedProperties", "UnsignedSignatureProperties")));
        if (found.size() > 1) {
            properties.malformed("several QualifyingProperties");
        }
        // EN 319 132-1, 4.3.1: they name the signature they are about.
        String about = "#" + signature.getAttribute("Id");
        if (only.filter(q -> !q.getAttribute("Target").equals(about)).isPresent()) {
            properties.malformed("QualifyingProperties of another signature");
        }
        return properties;
    }

    /** Those the signature has to refer to. */
    Optional<Element> signed() {
        return signed;
    }

    List<Finding> findings() {
        return findings;
    }

    private Optional<Element> ofSignature() {
        return signed.flatMap(s -> Names.child(s, Names.XADES, "SignedSignatureProperties"));
    }

    /** SigningTime (5.2.1); without a zone it is no time. */
    Optional<Instant> signingTime() {
        Optional<String> text = ofSignature()
                .flatMap(p -> Names.child(p, Names.XADES, "SigningTime"))
                .map(e -> e.getTextContent().strip());
        try {
            return text.map(t -> OffsetDateTime.parse(t).toInstant());
        } catch (DateTimeException e) {
            malformed("SigningTime");
            return Optional.empty();
        }
    }

    /** Whether the signing certificate is named as baseline demands (5.2.2). */
    boolean namesCertificateByV2() {
        return ofSignature()
                .flatMap(p -> Names.child(p, Names.XADES, "SigningCertificateV2"))
                .isPresent();
    }

    /** Which certificate it names: the first of SigningCertificateV2 (5.2.2) or of SigningCertificate. */
    Optional<Predicate<X509Certificate>> named() {
        Optional<Element> reference = ofSignature()
                .flatMap(p -> Names.child(p, Names.XADES, "SigningCertificateV2")
                        .or(() -> Names.child(p, Names.XADES, "SigningCertificate")));
        return reference.map(r -> {
            Optional<Element> digest = Names.children(r, Names.XADES, "Cert").stream()
                    .findFirst()
                    .flatMap(c -> Names.child(c, Names.XADES, "CertDigest"));
            Optional<DigestAlgorithm> algorithm = digest.flatMap(d -> Names.child(d, Names.DS, "DigestMethod"))
                    .flatMap(m -> Algorithms.digest(m.getAttribute("Algorithm")));
            Optional<byte[]> value = digest.flatMap(d -> Names.child(d, Names.DS, "DigestValue"))
                    .flatMap(v -> ReferenceCheck.base64(v.getTextContent()));
            return certificate -> algorithm.isPresent()
                    && value.isPresent()
                    && MessageDigest.isEqual(value.get(), Providers.digest(algorithm.get(), encoded(certificate)));
        });
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            return new byte[0];
        }
    }

    /** Those who signed this signature's value (5.2.7). */
    List<Element> counterSignatures() {
        return unsigned.stream()
                .flatMap(u -> Names.children(u, Names.XADES, "CounterSignature").stream())
                .flatMap(c -> Names.children(c, Names.DS, "Signature").stream())
                .toList();
    }

    /** Those archive time-stamps that cover a counter-signature; {@link #timestamps} has read them. */
    List<TimestampFacts> archivesOf(Element counterSignature) {
        return archives.getOrDefault(counterSignature, List.of());
    }

    /** Certificates and revocation data that were added (5.4). */
    ValidationData validationData() {
        List<Element> homes = unsigned.stream()
                .flatMap(u ->
                        Stream.concat(Stream.of(u), Names.children(u).stream().filter(Properties::holdsValues)))
                .toList();
        List<byte[]> certificates = values(homes, "CertificateValues", "EncapsulatedX509Certificate");
        List<Element> revocations = homes.stream()
                .flatMap(h -> Names.children(h, Names.XADES, "RevocationValues").stream())
                .toList();
        return new ValidationData(
                Certificates.parseAll(certificates),
                values(revocations, "OCSPValues", "EncapsulatedOCSPValue"),
                values(revocations, "CRLValues", "EncapsulatedCRLValue"));
    }

    private static boolean holdsValues(Element property) {
        return Names.is(property, Names.XADES_141, "TimeStampValidationData")
                || Names.is(property, Names.XADES_141, "AnyValidationData");
    }

    /** Whether the values of the signer's certificates have their property already, which may be there once. */
    boolean hasValues() {
        return unsigned.stream()
                .flatMap(u -> Names.children(u).stream())
                .anyMatch(p ->
                        Names.is(p, Names.XADES, "CertificateValues") || Names.is(p, Names.XADES, "RevocationValues"));
    }

    private static List<byte[]> values(List<Element> homes, String list, String value) {
        return homes.stream()
                .flatMap(h -> Names.children(h, Names.XADES, list).stream())
                .flatMap(l -> Names.children(l, Names.XADES, value).stream())
                .map(v -> ReferenceCheck.base64(v.getTextContent()))
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * Time-stamps over the signature value (5.3) and archive time-stamps (5.5.2), in their order; others are told and count for
     * nothing.
     */
    List<TimestampFacts> timestamps(Element signatureValue, ValidationData more, ArchiveCover archive)
            throws XmlException, IOException {
        List<TimestampFacts> all = new ArrayList<>();
        for (Element property : unsigned.map(Names::children).orElse(List.of())) {
            if (Names.is(property, Names.XADES, "SignatureTimeStamp")) {
                Optional<Element> method = Names.child(property, Names.DS, "CanonicalizationMethod");
                String algorithm = method.map(m -> m.getAttribute("Algorithm")).orElse(Algorithms.C14N);
                Optional<byte[]> covered = Canonical.of(signatureValue, algorithm, method);
                add(
                        property,
                        TimestampKind.SIGNATURE,
                        a -> covered.map(bytes -> Providers.digest(a, bytes)),
                        more,
                        all);
            } else if (Names.is(property, Names.XADES_141, "ArchiveTimeStamp") && isWhole(property)) {
                int before = all.size();
                add(property, TimestampKind.ARCHIVE, a -> archive.digest(property, a), more, all);
                archives.values().forEach(each -> each.addAll(all.subList(before, all.size())));
            } else if (Names.is(property, Names.XADES, "CounterSignature")) {
                Names.children(property, Names.DS, "Signature").forEach(s -> archives.put(s, new ArrayList<>()));
            } else if (property.getLocalName().endsWith("TimeStamp")
                    || property.getLocalName().endsWith("TimeStampV2")) {
                ignored(property.getLocalName());
            }
        }
        signed
                .flatMap(s -> Names.child(s, Names.XADES, "SignedDataObjectProperties"))
                .map(Names::children)
                .orElse(List.of())
                .stream()
                .map(Element::getLocalName)
                .filter(name -> name.endsWith("TimeStamp"))
                .forEach(this::ignored);
        return all;
    }

    /** Not of the distributed case (5.5.2.3), which says itself what it covers. */
    private static boolean isWhole(Element stamp) {
        return Names.children(stamp).stream()
                .allMatch(c -> Names.is(c, Names.DS, "CanonicalizationMethod")
                        || Names.is(c, Names.XADES, "EncapsulatedTimeStamp"));
    }

    private void ignored(String name) {
        findings.add(Finding.of(
                FindingCode.TIMESTAMP_INVALID, name, "of a form that VDX does not verify; it counts for nothing"));
    }

    /** Digests what a time-stamp covers. */
    private interface Imprint {
        Optional<byte[]> of(DigestAlgorithm algorithm) throws XmlException, IOException;
    }

    private void add(
            Element property, TimestampKind kind, Imprint imprint, ValidationData more, List<TimestampFacts> all)
            throws XmlException, IOException {
        List<Element> tokens = Names.children(property, Names.XADES, "EncapsulatedTimeStamp");
        if (tokens.isEmpty() || all.size() + tokens.size() > MOST_TOKENS) {
            findings.add(Finding.of(FindingCode.TIMESTAMP_INVALID, "no tokens, or more than " + MOST_TOKENS));
            return;
        }
        List<TimestampFacts> before = List.copyOf(all);
        for (Element element : tokens) {
            try {
                TimestampToken token = TimestampToken.parse(
                        ReferenceCheck.base64(element.getTextContent()).orElse(new byte[0]));
                Optional<DigestAlgorithm> algorithm = token.imprintAlgorithm();
                Optional<byte[]> digest = algorithm.isPresent() ? imprint.of(algorithm.get()) : Optional.empty();
                TimestampFacts facts = token.facts(kind, a -> digest, more.certificates());
                all.add(kind == TimestampKind.ARCHIVE ? facts.coveringAll(before) : facts);
            } catch (CmsException e) {
                findings.add(e.finding());
            }
        }
    }

    private void malformed(String what) {
        findings.add(Finding.of(FindingCode.SIGNATURE_MALFORMED, what));
    }
}
