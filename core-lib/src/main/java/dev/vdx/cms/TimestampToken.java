package dev.vdx.cms;

import dev.vdx.model.CertificateReference;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Encoded;
import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Severity;
import dev.vdx.model.SignerFacts;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.model.TimestampFacts;
import dev.vdx.model.TimestampKind;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.tsp.TSTInfo;

/** A time-stamp token (RFC 3161, 2.4.2). Immutable. */
public final class TimestampToken implements Encoded {
    private final byte[] encoded;
    private final SignedMessage message;
    private final byte[] content;
    private final TSTInfo info;
    private final Instant time;
    private final Optional<DigestAlgorithm> imprintAlgorithm;

    private TimestampToken(byte[] encoded, SignedMessage message, byte[] content, TSTInfo info, Instant time) {
        this.encoded = encoded;
        this.message = message;
        this.content = content;
        this.info = info;
        this.time = time;
        this.imprintAlgorithm =
                AlgorithmIdentifiers.digest(info.getMessageImprint().getHashAlgorithm());
    }

    /**
     * Reads a token; zero bytes behind it are tolerated, for PDF pads with them.
     *
     * @throws CmsException TIMESTAMP_INVALID with the reason
     */
    public static TimestampToken parse(byte[] der) throws CmsException {
        try {
            return read(Asn1.parsePadded(der));
        } catch (CmsException e) {
            throw invalid(e);
        }
    }

    private static CmsException invalid(CmsException e) {
        List<String> details = e.finding().details();
        String why = details.isEmpty() ? e.finding().code().name() : details.get(0);
        return new CmsException(FindingCode.TIMESTAMP_INVALID, why);
    }

    private static TimestampToken read(ASN1Primitive parsed) throws CmsException {
        byte[] encoded = Asn1.read(parsed);
        SignedMessage message = SignedMessage.of(parsed);
        if (!message.contentType().equals(Oids.TST_INFO) || message.content().isEmpty()) {
            throw DerBounds.malformed("not a time-stamp token");
        }
        if (message.signers().size() != 1) {
            throw DerBounds.malformed("several signers");
        }
        byte[] content = message.content().get();
        ASN1Primitive inner = Asn1.parse(content);
        return Asn1.reading("TSTInfo", () -> {
            TSTInfo info = TSTInfo.getInstance(inner);
            if (!info.getVersion().hasValue(1)) {
                throw DerBounds.malformed("TSTInfo of version " + info.getVersion());
            }
            Instant time =
                    Asn1Times.read(info.getGenTime()).orElseThrow(() -> DerBounds.malformed("genTime unreadable"));
            return new TimestampToken(encoded, message, content, info, time);
        });
    }

    /** genTime. */
    public Instant time() {
        return time;
    }

    /** The algorithm of the message imprint, if it is one we know. */
    public Optional<DigestAlgorithm> imprintAlgorithm() {
        return imprintAlgorithm;
    }

    /** As it was read; a copy. */
    @Override
    public byte[] encoded() {
        return encoded.clone();
    }

    /** Dotted identifier of the authority's policy. */
    public String policy() {
        return info.getPolicy().getId();
    }

    /**
     * Verifies the token in itself and against what it should cover.
     *
     * @param digestOfCovered the digest of what it should cover, by algorithm; empty where that is not to be had
     */
    public TimestampFacts facts(TimestampKind kind, Function<DigestAlgorithm, Optional<byte[]>> digestOfCovered) {
        return facts(kind, digestOfCovered, List.of());
    }

    /** As {@link #facts(TimestampKind, Function)}, knowing more certificates among which the authority's may be. */
    public TimestampFacts facts(
            TimestampKind kind,
            Function<DigestAlgorithm, Optional<byte[]>> digestOfCovered,
            List<X509Certificate> more) {
        List<X509Certificate> certificates = new ArrayList<>(message.certificates());
        certificates.addAll(more);
        SignerBlock signer = message.signers().get(0);
        SignerFacts facts = new SignerCheck(message, signer, certificates).overContent(content);
        boolean imprintMatches = imprintAlgorithm
                .flatMap(digestOfCovered)
                .filter(this::isImprint)
                .isPresent();
        return new TimestampFacts(
                kind,
                time,
                policy(),
                imprintAlgorithm,
                imprintMatches,
                facts,
                EmbeddedData.of(message, message.signers()),
                findings(facts),
                Set.of(),
                this);
    }

    /** The ats-hash-index-v3 attribute (EN 319 122-1, 5.5.2), where it is there once. */
    Optional<ASN1Encodable> hashIndex() {
        return message.signers().get(0).unsigned().single(Oids.HASH_INDEX_V3);
    }

    /** Whether its hash index names a counter-signature. */
    boolean names(SignerBlock counter) {
        try {
            return Asn1.reading(
                    "encoding",
                    () -> hashIndex()
                            .flatMap(HashIndex::of)
                            .filter(index -> index.names(Oids.COUNTER_SIGNATURE, counter.encoded()))
                            .isPresent());
        } catch (CmsException e) {
            return false;
        }
    }

    /** Whether its imprint is this. */
    boolean isImprint(byte[] digest) {
        return MessageDigest.isEqual(digest, info.getMessageImprint().getHashedMessage());
    }

    private List<Finding> findings(SignerFacts facts) {
        List<Finding> findings = new ArrayList<>();
        if (imprintAlgorithm.isEmpty()) {
            findings.add(invalid("imprint algorithm "
                    + info.getMessageImprint().getHashAlgorithm().getAlgorithm().getId() + " not supported"));
        }
        facts.certificate().ifPresent(certificate -> mayStamp(certificate).ifPresent(findings::add));
        if (facts.reference() == CertificateReference.ABSENT) {
            findings.add(invalid("no signing-certificate attribute (RFC 3161, 2.4.2)"));
        }
        return findings;
    }

    /** RFC 3161, 2.3: the authority's key is for nothing else. */
    private static Optional<Finding> mayStamp(X509Certificate certificate) {
        try {
            List<String> uses = certificate.getExtendedKeyUsage();
            Set<String> critical = certificate.getCriticalExtensionOIDs();
            boolean alone = uses != null && uses.equals(List.of(Oids.TIME_STAMPING));
            boolean marked = critical != null && critical.contains(Oids.EXTENDED_KEY_USAGE);
            return alone && marked
                    ? Optional.empty()
                    : Optional.of(invalid("certificate is not for time-stamping alone (RFC 3161, 2.3)"));
        } catch (CertificateParsingException e) {
            return Optional.of(invalid("extended key usage unreadable"));
        }
    }

    private static Finding invalid(String why) {
        return Finding.of(FindingCode.TIMESTAMP_INVALID, why);
    }

    /**
     * The checks whoever asked for a token makes of the answer (RFC 3161, 2.2).
     *
     * @param nonce the nonce sent; a token with one is refused unless it was
     * @throws SigningException TIMESTAMP_UNSOUND with the reason
     */
    public static void requireSound(byte[] der, DigestAlgorithm algorithm, byte[] digest, Optional<BigInteger> nonce)
            throws SigningException {
        TimestampToken token;
        try {
            token = read(Asn1.parse(der));
        } catch (CmsException e) {
            throw new SigningException(
                    e, SigningProblem.TIMESTAMP_UNSOUND, e.finding().details().toString());
        }
        TimestampFacts facts = token.facts(
                TimestampKind.SIGNATURE, asked -> asked == algorithm ? Optional.of(digest) : Optional.empty());
        Optional<BigInteger> repeated =
                Optional.ofNullable(token.info.getNonce()).map(number -> number.getValue());
        require(facts.imprintMatches(), "it stamps something else");
        require(repeated.equals(nonce), "it does not repeat our nonce");
        require(facts.signer().certificate().isPresent(), "the authority's certificate is missing");
        require(facts.signer().digestMatches() && facts.signer().signatureMatches(), "its signature does not verify");
        require(facts.signer().reference() == CertificateReference.MATCHES, "it names another certificate");
        for (Finding finding : facts.findings()) {
            require(false, String.join(" ", finding.details()));
        }
        for (Finding finding : facts.signer().findings()) {
            require(finding.code().severity() != Severity.ERROR, String.join(" ", finding.details()));
        }
    }

    private static void require(boolean condition, String why) throws SigningException {
        if (!condition) {
            throw new SigningException(SigningProblem.TIMESTAMP_UNSOUND, why);
        }
    }
}
