package dev.vdx.cms;

import dev.vdx.model.ChangesAfter;
import dev.vdx.model.Coverage;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Effect;
import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Format;
import dev.vdx.model.Limits;
import dev.vdx.model.SignatureFacts;
import dev.vdx.model.SignatureKind;
import dev.vdx.model.SignedDocument;
import dev.vdx.model.SignerFacts;
import dev.vdx.model.Source;
import dev.vdx.model.TimestampFacts;
import dev.vdx.model.TimestampKind;
import dev.vdx.model.ValidationData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;

/**
 * Reads CMS files (RFC 5652) signed as CAdES (EN 319 122-1), with their content inside or beside them, as DER, BER or
 * PEM; and time-stamp tokens and answers (RFC 3161) and evidence records (RFC 4998) alone. Judges no certificate.
 *
 * <p>Content inside is streamed, of any size, where the message is of definite lengths; else it is read into memory
 * within {@link DerBounds}.
 */
public final class CmsReader {
    private static final int IN_MEMORY = 1 << 20;
    private static final int HEAD = 64;
    private final Source source;
    private final List<Source> outside;
    private final Limits limits;

    private CmsReader(Source source, List<Source> outside, Limits limits) {
        this.source = source;
        this.outside = outside;
        this.limits = limits;
    }

    /**
     * Reads a file. Whatever is wrong with it is a finding.
     *
     * @param content what it should sign, where that is beside it; all of it must be what was signed. Stays open
     * @throws IOException only if a source cannot be read
     */
    public static SignedDocument read(Source source, List<Source> content, Limits limits) throws IOException {
        if (source.size() == 0) {
            return SignedDocument.unreadable(Format.CMS, Finding.of(FindingCode.EMPTY_FILE));
        }
        try {
            requireSize(source, limits);
            for (Source each : content) {
                requireSize(each, limits);
            }
            return new CmsReader(source, content, limits).read();
        } catch (CmsException e) {
            return refused(e.finding());
        }
    }

    private static void requireSize(Source source, Limits limits) throws CmsException {
        if (source.size() > limits.bytes()) {
            throw new CmsException(FindingCode.LIMIT_EXCEEDED, "bytes > " + limits.bytes());
        }
    }

    /** What a signature among others is by, for the file as a whole. */
    private static SignedDocument refused(Finding why) {
        if (why.code() == FindingCode.NO_SIGNER) {
            return new SignedDocument(Format.CMS, List.of(), List.of(why));
        }
        boolean known = why.code().effect() == Effect.UNREADABLE;
        return SignedDocument.unreadable(
                Format.CMS,
                known ? why : Finding.of(FindingCode.MALFORMED, why.details().toArray()));
    }

    private SignedDocument read() throws CmsException, IOException {
        boolean armoured = PemText.isArmoured(source.bytes(0, (int) Math.min(HEAD, source.size())));
        int most = DerBounds.DEFAULT.bytes();
        if (!armoured && source.size() > Math.min(IN_MEMORY, most)) {
            Optional<LargeMessage> large = LargeMessage.find(source);
            if (large.isPresent()) {
                return large(large.get());
            }
        }
        if (source.size() > most) {
            throw new CmsException(
                    FindingCode.LIMIT_EXCEEDED, "bytes of a message in PEM or of indefinite lengths > " + most);
        }
        byte[] bytes = source.bytes(0, (int) source.size());
        return whole(Asn1.parse(armoured ? PemText.decode(bytes) : bytes));
    }

    private SignedDocument whole(ASN1Primitive parsed) throws CmsException, IOException {
        // Bouncy Castle reads within only now, and complains only now.
        if (Asn1.reading("encoding", () -> EvidenceRecord.isLikely(parsed))) {
            return evidence(parsed);
        }
        Optional<ASN1Primitive> answered = Asn1.reading("encoding", () -> answered(parsed));
        ASN1Primitive info = answered.orElse(parsed);
        boolean answer = answered.isPresent();
        SignedMessage message = SignedMessage.of(info);
        if (answer || message.contentType().equals(Oids.TST_INFO)) {
            return timestamp(TimestampToken.parse(Asn1.read(info)));
        }
        List<CmsSignature> signers = CmsSignature.of(message);
        Optional<CoveredBytes> inside = Optional.empty();
        if (message.content().isPresent()) {
            byte[] content = message.content().get();
            inside =
                    Optional.of(CoveredBytes.of(Source.bytes(content), 0, content.length, algorithms(signers), limits));
        }
        return signatures(signers, inside);
    }

    /** What a TimeStampResp holds (RFC 3161, 2.4.2): its status is said by nobody's signature, its token is. */
    private static Optional<ASN1Primitive> answered(ASN1Primitive parsed) {
        boolean answer = parsed instanceof ASN1Sequence outer
                && outer.size() == 2
                && outer.getObjectAt(0).toASN1Primitive() instanceof ASN1Sequence;
        return answer ? Optional.of(((ASN1Sequence) parsed).getObjectAt(1).toASN1Primitive()) : Optional.empty();
    }

    private SignedDocument large(LargeMessage large) throws CmsException, IOException {
        SignedMessage message = SignedMessage.of(Asn1.parse(large.hollow()));
        if (message.contentType().equals(Oids.TST_INFO)) {
            throw new CmsException(FindingCode.LIMIT_EXCEEDED, "bytes of a time-stamp token > " + IN_MEMORY);
        }
        List<CmsSignature> signers = CmsSignature.of(message);
        return signatures(
                signers,
                Optional.of(CoveredBytes.of(source, large.position(), large.length(), algorithms(signers), limits)));
    }

    private static Set<DigestAlgorithm> algorithms(List<CmsSignature> signers) {
        Set<DigestAlgorithm> needed = EnumSet.noneOf(DigestAlgorithm.class);
        for (CmsSignature signer : signers) {
            signer.digestAlgorithm().ifPresent(needed::add);
            needed.addAll(signer.timestampAlgorithms());
        }
        return needed;
    }

    private List<CoveredBytes> outside(Set<DigestAlgorithm> algorithms) throws CmsException, IOException {
        List<CoveredBytes> covered = new ArrayList<>();
        for (Source each : outside) {
            covered.add(CoveredBytes.of(each, 0, each.size(), algorithms, limits));
        }
        return covered;
    }

    private SignedDocument signatures(List<CmsSignature> signers, Optional<CoveredBytes> inside)
            throws CmsException, IOException {
        List<CoveredBytes> covered = new ArrayList<>();
        inside.ifPresent(covered::add);
        covered.addAll(outside(algorithms(signers)));
        CmsFacts facts = new CmsFacts(covered, source.size(), limits.signatures());
        for (int i = 0; i < signers.size(); i++) {
            facts.add(String.valueOf(i + 1), signers.get(i));
        }
        return new SignedDocument(Format.CMS, facts.found(), List.of());
    }

    /** An evidence record alone (RFC 4998): each of its time-stamps stands for itself, the renewed ones proven by those that renew them. */
    private SignedDocument evidence(ASN1Primitive parsed) throws CmsException, IOException {
        List<SignatureFacts> found = new ArrayList<>();
        try {
            EvidenceRecord record = EvidenceRecord.of(parsed);
            if (record.size() > limits.signatures()) {
                throw new CmsException(FindingCode.LIMIT_EXCEEDED, "signatures > " + limits.signatures());
            }
            List<CoveredBytes> covered = outside(record.algorithms());
            for (EvidenceRecord.Stamp each : record.stamps(algorithm -> covered.stream()
                    .flatMap(content -> content.digest(algorithm).stream())
                    .toList())) {
                found.add(evidence(String.valueOf(found.size() + 1), each, covered.isEmpty()));
            }
        } catch (CmsException e) {
            if (e.finding().code().effect() != Effect.INDETERMINATE) {
                throw e;
            }
            found.add(evidence("1", SignerFacts.UNREAD, Optional.empty(), List.of(e.finding())));
        }
        return new SignedDocument(Format.TIMESTAMP, found, List.of());
    }

    private SignatureFacts evidence(String id, EvidenceRecord.Stamp stamp, boolean alone) {
        boolean unknown = alone && stamp.overData();
        return evidence(
                id,
                stamp.facts().signer(),
                Optional.of(stamp.facts()).filter(facts -> !unknown),
                unknown ? List.of(Finding.of(FindingCode.SIGNED_DATA_NOT_FOUND)) : stamp.findings());
    }

    private SignatureFacts evidence(
            String id, SignerFacts signer, Optional<TimestampFacts> token, List<Finding> findings) {
        return new SignatureFacts(
                id,
                SignatureKind.DOCUMENT_TIMESTAMP,
                EvidenceRecord.PROFILE,
                signer,
                token,
                List.of(),
                token.map(TimestampFacts::validationData).orElse(ValidationData.NONE),
                new Coverage(true, true, source.size()),
                ChangesAfter.NONE,
                findings);
    }

    private SignedDocument timestamp(TimestampToken token) throws CmsException, IOException {
        Set<DigestAlgorithm> needed = EnumSet.noneOf(DigestAlgorithm.class);
        token.imprintAlgorithm().ifPresent(needed::add);
        List<TimestampFacts> all = new ArrayList<>();
        for (CoveredBytes each : outside(needed)) {
            Function<DigestAlgorithm, Optional<byte[]>> digest = each::digest;
            all.add(token.facts(TimestampKind.DOCUMENT, digest));
        }
        Optional<TimestampFacts> stamp = all.stream()
                .filter(each -> !each.imprintMatches())
                .findFirst()
                .or(() -> all.stream().findFirst());
        SignerFacts signer = stamp.orElseGet(() -> token.facts(TimestampKind.DOCUMENT, unknown -> Optional.empty()))
                .signer();
        SignatureFacts facts = new SignatureFacts(
                "1",
                SignatureKind.DOCUMENT_TIMESTAMP,
                "RFC3161",
                signer,
                stamp,
                List.of(),
                token.facts(TimestampKind.DOCUMENT, unknown -> Optional.empty()).validationData(),
                new Coverage(true, true, source.size()),
                ChangesAfter.NONE,
                stamp.isPresent() ? List.of() : List.of(Finding.of(FindingCode.SIGNED_DATA_NOT_FOUND)));
        return new SignedDocument(Format.TIMESTAMP, List.of(facts), List.of());
    }
}
