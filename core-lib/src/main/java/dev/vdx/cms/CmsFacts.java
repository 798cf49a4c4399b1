package dev.vdx.cms;

import dev.vdx.model.ChangesAfter;
import dev.vdx.model.Coverage;
import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.model.SignatureFacts;
import dev.vdx.model.SignatureKind;
import dev.vdx.model.SignerFacts;
import dev.vdx.model.TimestampFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns the signers of a message, and those who signed their signatures, into facts. */
final class CmsFacts {
    private static final int DEEPEST = 8;

    private final List<CoveredBytes> covered;
    private final long fileSize;
    private final int most;
    private final List<SignatureFacts> found = new ArrayList<>();

    /**
     * Over these contents, each of which must be what was signed.
     *
     * @param covered content inside the message, if there, then what is beside it; none where it is missing
     */
    CmsFacts(List<CoveredBytes> covered, long fileSize, int most) {
        this.covered = List.copyOf(covered);
        this.fileSize = fileSize;
        this.most = most;
    }

    List<SignatureFacts> found() {
        return List.copyOf(found);
    }

    void add(String id, CmsSignature cms) throws CmsException {
        List<Finding> findings = new ArrayList<>();
        SignerFacts signer = verify(cms);
        if (!cms.signedAttributesPresent() && covered.stream().anyMatch(CoveredBytes::likeAttributes)) {
            findings.add(Finding.of(
                    FindingCode.SIGNATURE_MALFORMED, "content is the signed attributes of another signature"));
        }
        List<TimestampFacts> stamps =
                cms.allTimestamps(algorithm -> covered.stream().findFirst().flatMap(each -> each.digest(algorithm)));
        List<CmsSignature> counters = add(id, cms, signer, stamps, CadesProfile.of(cms, signer), findings, 0);
        addCounters(id, cms, counters, stamps);
    }

    private SignerFacts verify(CmsSignature cms) {
        List<SignerFacts> all = new ArrayList<>();
        boolean held = cms.encapsulatedContent().isPresent();
        if (held || covered.isEmpty()) {
            all.add(cms.verifyEncapsulated());
        }
        // The first is what the message holds; EdDSA without signed attributes verifies over the content itself only.
        for (CoveredBytes each : held ? covered.subList(1, covered.size()) : covered) {
            all.add(cms.verify(cms.digestAlgorithm().flatMap(each::digest).orElse(new byte[0])));
        }
        return all.stream()
                .filter(facts -> !facts.digestMatches() || !facts.signatureMatches())
                .findFirst()
                .orElse(all.get(0));
    }

    /**
     * Those who signed the value of a signature.
     *
     * @param stamps of that signature
     */
    void addCounters(String id, CmsSignature countersigned, List<CmsSignature> counters, List<TimestampFacts> stamps)
            throws CmsException {
        for (int i = 0; i < counters.size(); i++) {
            CmsSignature counter = counters.get(i);
            counter(counterId(id, i), counter, countersigned, countersigned.archivesOf(counter, stamps), 1);
        }
    }

    private static String counterId(String id, int place) {
        return id + "/counter-signature-" + (place + 1);
    }

    /** With those that signed its value: they are within it, so what covers it covers them too. */
    private void counter(
            String id, CmsSignature cms, CmsSignature countersigned, List<TimestampFacts> archives, int depth)
            throws CmsException {
        SignerFacts signer = cms.verifyCounter(countersigned.signatureValue());
        List<TimestampFacts> stamps = TimestampFacts.archivedBy(cms.timestamps(), archives);
        List<CmsSignature> counters =
                add(id, cms, signer, stamps, CadesProfile.ofCounter(cms, signer), new ArrayList<>(), depth);
        for (int i = 0; i < counters.size(); i++) {
            counter(counterId(id, i), counters.get(i), cms, archives, depth + 1);
        }
    }

    private List<CmsSignature> add(
            String id,
            CmsSignature cms,
            SignerFacts signer,
            List<TimestampFacts> stamps,
            String profile,
            List<Finding> findings,
            int depth)
            throws CmsException {
        if (found.size() >= most || depth > DEEPEST) {
            throw new CmsException(FindingCode.LIMIT_EXCEEDED, "signatures > " + most);
        }
        List<CmsSignature> counters = List.of();
        try {
            counters = cms.counterSignatures();
        } catch (CmsException e) {
            findings.add(e.finding());
        }
        found.add(new SignatureFacts(
                id,
                SignatureKind.SIGNATURE,
                profile,
                signer,
                Optional.empty(),
                stamps,
                cms.validationData(),
                new Coverage(true, true, fileSize),
                ChangesAfter.NONE,
                findings,
                depth > 0));
        return counters;
    }
}
