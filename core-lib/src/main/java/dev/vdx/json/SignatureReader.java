package dev.vdx.json;

import dev.vdx.key.Providers;
import dev.vdx.model.ChangesAfter;
import dev.vdx.model.Coverage;
import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.model.SignatureAlgorithm;
import dev.vdx.model.SignatureFacts;
import dev.vdx.model.SignatureKind;
import dev.vdx.model.SignerFacts;
import dev.vdx.model.Source;
import dev.vdx.model.TimestampFacts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns the signatures of a file into facts. */
final class SignatureReader {
    private static final int DEEPEST_COUNTER_SIGNATURE = 4;

    private final List<Source> given;
    private final long mostContent;
    private final long fileSize;
    private final int mostSignatures;
    private final Deadline deadline;
    private final Budget budget;
    private final List<SignatureFacts> facts = new ArrayList<>();

    SignatureReader(
            List<Source> given, long mostContent, long fileSize, int mostSignatures, Deadline deadline, Budget budget) {
        this.budget = budget;
        this.deadline = deadline;
        this.given = given;
        this.mostContent = mostContent;
        this.fileSize = fileSize;
        this.mostSignatures = mostSignatures;
    }

    List<SignatureFacts> read(List<Jws> signatures) throws IOException, JsonException {
        List<JoseHeader> headers = new ArrayList<>();
        for (Jws jws : signatures) {
            deadline.check();
            headers.add(header(jws));
        }
        boolean mixed = headers.stream().map(JoseHeader::unencoded).distinct().count() > 1;
        for (int i = 0; i < signatures.size(); i++) {
            Jws jws = signatures.get(i);
            deadline.check();
            JoseHeader header = headers.get(i);
            List<Finding> findings = new ArrayList<>();
            if (mixed) {
                findings.add(JoseHeader.malformed("signatures differ in b64 (RFC 7797, 3)"));
            }
            SignedContent content = SignedContent.of(jws, header, given, mostContent);
            add(jws, header, content, findings, List.of(), 0);
        }
        return facts;
    }

    private JoseHeader header(Jws jws) throws JsonException {
        JoseHeader header = JoseHeader.of(jws, budget);
        budget.check();
        return header;
    }

    /**
     * Adds a signature and those that counter-sign it.
     *
     * @param archives time-stamps of the signature that it signs which cover it
     */
    private void add(
            Jws jws,
            JoseHeader header,
            SignedContent content,
            List<Finding> findings,
            List<TimestampFacts> archives,
            int depth)
            throws JsonException {
        if (facts.size() == mostSignatures) {
            throw JsonException.limit("signatures > " + mostSignatures);
        }
        deadline.check();
        UnsignedComponents added = new UnsignedComponents(jws, budget);
        budget.check();
        SignerCertificates certificates =
                SignerCertificates.of(header.signed(), added.validationData().certificates());
        List<TimestampFacts> timestamps =
                TimestampFacts.archivedBy(added.timestamps(header.signed(), content.imprint(), deadline), archives);
        findings.addAll(header.findings());
        findings.addAll(certificates.findings());
        findings.addAll(added.findings());
        facts.add(new SignatureFacts(
                jws.id(),
                SignatureKind.SIGNATURE,
                Profile.of(header, certificates, depth > 0),
                signer(jws, header, certificates, content),
                Optional.empty(),
                timestamps,
                added.validationData(),
                new Coverage(true, true, fileSize),
                ChangesAfter.NONE,
                findings,
                depth > 0));
        if (depth == DEEPEST_COUNTER_SIGNATURE && !added.counterSignatures().isEmpty()) {
            throw JsonException.limit("counter-signatures of counter-signatures > " + depth);
        }
        for (int i = 0; i < added.counterSignatures().size(); i++) {
            Jws counter = added.counterSignatures().get(i);
            JoseHeader own = header(counter);
            List<TimestampFacts> over = new ArrayList<>(added.archivesOf(i));
            over.addAll(archives);
            SignedContent value = SignedContent.ofCounterSignature(counter, own, jws);
            add(counter, own, value, new ArrayList<>(), over, depth + 1);
        }
    }

    private static SignerFacts signer(
            Jws jws, JoseHeader header, SignerCertificates certificates, SignedContent content) {
        List<Finding> findings = new ArrayList<>(content.findings());
        Optional<PublicKey> key = certificates.signer().map(X509Certificate::getPublicKey);
        Optional<SignatureAlgorithm> algorithm = algorithm(header, key, findings);
        Optional<byte[]> value = Base64Text.fromUrl(jws.value());
        if (value.isEmpty() || value.get().length == 0) {
            findings.add(JoseHeader.malformed("the signature value is not base64url"));
        }
        boolean checkable = algorithm.isPresent()
                && key.isPresent()
                && value.isPresent()
                && content.payloadPart().isPresent();
        boolean valueMatches = checkable
                && JoseAlgorithms.fits(algorithm.get(), key.get())
                && Providers.verify(
                        algorithm.get(),
                        key.get(),
                        signingInput(jws, content.payloadPart().get()),
                        value.get());
        // Where no digest stands apart, the value alone tells whether this is the content.
        boolean apart = header.signed().has("sigD");
        return new SignerFacts(
                certificates.signer(),
                certificates.reference(),
                certificates.all(),
                algorithm,
                algorithm.map(SignatureAlgorithm::digest),
                content.matches() && (apart || valueMatches || !checkable),
                valueMatches,
                header.claimedSigningTime(),
                findings);
    }

    private static Optional<SignatureAlgorithm> algorithm(
            JoseHeader header, Optional<PublicKey> key, List<Finding> findings) {
        Optional<String> name = header.signed().text("alg");
        if (name.isEmpty()) {
            findings.add(JoseHeader.malformed("no alg in the protected header (RFC 7515, 4.1.1)"));
            return Optional.empty();
        }
        if (JoseAlgorithms.provesNothing(name.get())) {
            findings.add(JoseHeader.malformed("alg " + name.get() + " is no signature"));
            return Optional.empty();
        }
        Optional<SignatureAlgorithm> algorithm = JoseAlgorithms.named(name.get(), key);
        if (algorithm.isEmpty()) {
            findings.add(Finding.of(FindingCode.ALGORITHM_NOT_SUPPORTED, name.get()));
        }
        return algorithm;
    }

    /** RFC 7515, 5.1. */
    static byte[] signingInput(Jws jws, byte[] payloadPart) {
        ByteArrayOutputStream input =
                new ByteArrayOutputStream(jws.protectedPart().length() + 1 + payloadPart.length);
        input.writeBytes((jws.protectedPart() + ".").getBytes(StandardCharsets.UTF_8));
        input.writeBytes(payloadPart);
        return input.toByteArray();
    }
}
