package dev.vdx.pdf;

import dev.vdx.cms.BulkSignature;
import dev.vdx.cms.CmsException;
import dev.vdx.cms.CmsSignature;
import dev.vdx.cms.TimestampToken;
import dev.vdx.model.ChangesAfter;
import dev.vdx.model.Coverage;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.model.SignatureFacts;
import dev.vdx.model.SignatureKind;
import dev.vdx.model.SignerFacts;
import dev.vdx.model.TimestampFacts;
import dev.vdx.model.TimestampKind;
import dev.vdx.model.ValidationData;
import dev.vdx.pdf.object.PdfName;
import dev.vdx.pdf.object.PdfString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Turns one found signature into facts: what its CMS says, held against the bytes it covers. */
final class SignatureReader {
    /** adbe-revocationInfoArchival (ISO 32000-2, 12.8.3.3.2). */
    private static final String ADOBE_REVOCATION = "1.2.840.113583.1.1.8";

    /** One signature that stands for many documents (spec/bulk.md). */
    private static final String BULK = "VDX.bulk.v1";

    private final RangeDigests digests;
    private final ValidationData store;
    private final long fileSize;

    SignatureReader(RangeDigests digests, ValidationData store, long fileSize) {
        this.digests = digests;
        this.store = store;
        this.fileSize = fileSize;
    }

    /**
     * Reads one signature.
     *
     * @param lasting places of the signatures before it whose validation data it covers, should it be a document time-stamp
     */
    SignatureFacts read(FoundSignature found, ChangesAfter changes, Set<Integer> lasting) {
        List<Finding> findings = new ArrayList<>();
        if (found.dictionary().duplicates()) {
            findings.add(Finding.of(FindingCode.SIGNATURE_MALFORMED, "a key stands twice in the signature dictionary"));
        }
        String subFilter = found.dictionary().get("SubFilter") instanceof PdfName name ? name.value() : "";
        Builder facts = new Builder(found, changes, findings);
        if (found.range().isEmpty()) {
            findings.add(Finding.of(FindingCode.BYTE_RANGE_INVALID, found.name()));
            return facts.unknown();
        }
        if (found.revision().isEmpty()) {
            findings.add(Finding.of(FindingCode.REVISION_NOT_COVERED, found.name()));
        }
        byte[] contents = ((PdfString) found.dictionary().get("Contents")).bytes();
        Function<DigestAlgorithm, Optional<byte[]>> digest =
                algorithm -> digests.digest(found.range().get(), algorithm);
        try {
            return switch (subFilter) {
                case "ETSI.RFC3161" -> facts.timestamp(TimestampToken.parse(contents), digest, lasting);
                case "ETSI.CAdES.detached", "adbe.pkcs7.detached" ->
                    facts.detached(CmsSignature.parse(contents), digest, subFilter.startsWith("ETSI"));
                case BULK -> facts.bulk(BulkSignature.parse(contents), digest);
                case "adbe.pkcs7.sha1" -> facts.encapsulated(CmsSignature.parse(contents), digest);
                default -> {
                    findings.add(Finding.of(FindingCode.SUBFILTER_NOT_SUPPORTED, subFilter));
                    yield facts.unknown();
                }
            };
        } catch (CmsException e) {
            findings.add(Finding.of(
                    e.finding().code() == FindingCode.TIMESTAMP_INVALID
                            ? FindingCode.SIGNATURE_MALFORMED
                            : e.finding().code(),
                    e.finding().details().toArray()));
            return facts.unknown();
        }
    }

    private final class Builder {
        private final FoundSignature found;
        private final ChangesAfter changes;
        private final List<Finding> findings;

        Builder(FoundSignature found, ChangesAfter changes, List<Finding> findings) {
            this.found = found;
            this.changes = changes;
            this.findings = findings;
        }

        SignatureFacts unknown() {
            return facts(
                    SignatureKind.SIGNATURE,
                    "PDF",
                    SignerFacts.UNREAD,
                    Optional.empty(),
                    List.of(),
                    ValidationData.NONE);
        }

        SignatureFacts timestamp(
                TimestampToken token, Function<DigestAlgorithm, Optional<byte[]>> digest, Set<Integer> lasting) {
            TimestampFacts stamp = token.facts(TimestampKind.DOCUMENT, digest).covering(lasting);
            return facts(
                    SignatureKind.DOCUMENT_TIMESTAMP,
                    "PAdES-DocTimeStamp",
                    stamp.signer(),
                    Optional.of(stamp),
                    List.of(),
                    stamp.validationData());
        }

        SignatureFacts detached(CmsSignature cms, Function<DigestAlgorithm, Optional<byte[]>> digest, boolean etsi) {
            Optional<byte[]> content = cms.digestAlgorithm().flatMap(digest);
            SignerFacts signer = cms.withCertificates(store.certificates()).verify(content.orElse(new byte[0]));
            if (!etsi) {
                return signature(cms, signer, digest, "PKCS7");
            }
            Optional<String> departure = BaselineProfile.departure(found.dictionary(), cms, signer);
            departure.ifPresent(d -> findings.add(Finding.of(FindingCode.NOT_BASELINE, d)));
            boolean timed = cms.hasSigningTimeAttribute();
            if (timed) {
                findings.add(Finding.of(FindingCode.SIGNING_TIME_IN_SIGNATURE));
            }
            if (cms.signedAttributeTypes().contains(ADOBE_REVOCATION)) {
                findings.add(Finding.of(FindingCode.REVOCATION_IN_SIGNATURE));
            }
            return signature(cms, signer, digest, departure.isEmpty() && !timed ? "PAdES-BASELINE" : "PAdES");
        }

        /** Of no baseline level, for what is signed is not this document but a tree in which it is. */
        SignatureFacts bulk(BulkSignature bulk, Function<DigestAlgorithm, Optional<byte[]>> digest) {
            SignerFacts signer = bulk.withCertificates(store.certificates()).verify(digest);
            return facts(
                    SignatureKind.SIGNATURE,
                    "VDX-BULK",
                    signer,
                    Optional.empty(),
                    bulk.cms().timestamps(),
                    bulk.cms().validationData());
        }

        /** The content is the SHA-1 digest of the range (ISO 32000-1, 12.8.3.3). */
        SignatureFacts encapsulated(CmsSignature cms, Function<DigestAlgorithm, Optional<byte[]>> digest) {
            SignerFacts signer = cms.withCertificates(store.certificates()).verifyEncapsulated();
            boolean same = cms.encapsulatedContent()
                    .flatMap(inside -> digest.apply(DigestAlgorithm.SHA1).map(d -> java.util.Arrays.equals(d, inside)))
                    .orElse(false);
            return signature(cms, same ? signer : signer.withoutDigest(), digest, "PKCS7");
        }

        private SignatureFacts signature(
                CmsSignature cms,
                SignerFacts signer,
                Function<DigestAlgorithm, Optional<byte[]>> digest,
                String profile) {
            if (cms.signers().size() > 1) {
                findings.add(
                        Finding.of(FindingCode.SEVERAL_SIGNERS, cms.signers().size()));
            }
            List<TimestampFacts> stamps = new ArrayList<>(cms.contentTimestamps(digest));
            stamps.addAll(cms.timestamps());
            return facts(SignatureKind.SIGNATURE, profile, signer, Optional.empty(), stamps, cms.validationData());
        }

        private SignatureFacts facts(
                SignatureKind kind,
                String profile,
                SignerFacts signer,
                Optional<TimestampFacts> token,
                List<TimestampFacts> timestamps,
                ValidationData own) {
            long end = found.range().map(SignedRange::end).orElse(0L);
            return new SignatureFacts(
                    found.name(),
                    kind,
                    profile,
                    signer,
                    token,
                    timestamps,
                    own.and(store),
                    new Coverage(end == fileSize, found.revision().isPresent(), end),
                    changes,
                    findings);
        }
    }
}
