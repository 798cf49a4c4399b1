package dev.vdx.xml;

import dev.vdx.cms.TimestampSource;
import dev.vdx.key.Providers;
import dev.vdx.model.Additions;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Effect;
import dev.vdx.model.Finding;
import dev.vdx.model.Limits;
import dev.vdx.model.Proof;
import dev.vdx.model.Raisable;
import dev.vdx.model.SignatureFacts;
import dev.vdx.model.SignedDocument;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.model.Source;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * The XAdES signatures of a document, being made to last (EN 319 132-1, 5.3 to 5.5 and 6.3): SignatureTimeStamp, CertificateValues and
 * RevocationValues, TimeStampValidationData, ArchiveTimeStamp of version 1.4.1. Every byte that is there stays. Not shared.
 */
public final class XmlExtension implements Raisable {
    /** What every time-stamp authority takes. */
    private static final DigestAlgorithm DIGEST = DigestAlgorithm.SHA256;

    private static final byte[] NO_TOKEN = new byte[0];

    private final List<Source> content;
    private final Optional<TimestampSource> timestamps;
    private final Limits limits;
    private byte[] xml;

    private XmlExtension(byte[] xml, List<Source> content, Optional<TimestampSource> timestamps, Limits limits) {
        this.xml = xml;
        this.content = List.copyOf(content);
        this.timestamps = timestamps;
        this.limits = limits;
    }

    /**
     * Of a file.
     *
     * @param content what a detached signature signs; stays open
     * @param timestamps where time-stamps come from, if any are added
     * @throws SigningException DOCUMENT_UNREADABLE; NOT_SIGNED; NOT_SUPPORTED for signatures without qualifying properties and encodings that do not contain ASCII as it is
     * @throws IOException if it cannot be read
     */
    public static XmlExtension open(
            Source in, List<Source> content, Optional<TimestampSource> timestamps, Limits limits)
            throws SigningException, IOException {
        if (in.size() > XmlReader.mostBytes()) {
            throw new SigningException(SigningProblem.DOCUMENT_UNREADABLE, "bytes of XML > " + XmlReader.mostBytes());
        }
        XmlExtension extension = new XmlExtension(in.bytes(0, (int) in.size()), content, timestamps, limits);
        extension.requireExtendable();
        return extension;
    }

    private void requireExtendable() throws SigningException {
        try {
            Document document = SafeXml.parse(xml, limits);
            Optional<String> foreign = Markup.foreign(document);
            List<Element> signatures = SignatureElements.of(document);
            if (signatures.isEmpty()) {
                throw new SigningException(SigningProblem.NOT_SIGNED);
            }
            if (foreign.isPresent()) {
                throw new SigningException(
                        SigningProblem.NOT_SUPPORTED, "extending XML in " + foreign.get() + "; UTF-8 is");
            }
            for (Element signature : signatures) {
                home(signature);
            }
        } catch (XmlException e) {
            throw unreadable(e);
        }
    }

    private static SigningException unreadable(XmlException e) {
        return new SigningException(
                e,
                SigningProblem.DOCUMENT_UNREADABLE,
                String.join(", ", e.finding().details()));
    }

    /** The element that new properties go into: that of unsigned properties of the signature, or what it will be in. */
    static Element home(Element signature) throws SigningException {
        Element qualifying = Names.children(signature, Names.DS, "Object").stream()
                .flatMap(o -> Names.children(o, Names.XADES, "QualifyingProperties").stream())
                .findFirst()
                .orElseThrow(() -> new SigningException(
                        SigningProblem.NOT_SUPPORTED, "adding to an XML signature without QualifyingProperties in it"));
        Optional<Element> unsigned = Names.child(qualifying, Names.XADES, "UnsignedProperties");
        Optional<Element> ofSignature =
                unsigned.flatMap(u -> Names.child(u, Names.XADES, "UnsignedSignatureProperties"));
        if (unsigned.isPresent()
                && ofSignature.isEmpty()
                && !Names.children(unsigned.get()).isEmpty()) {
            throw new SigningException(
                    SigningProblem.NOT_SUPPORTED, "adding to an XML signature with UnsignedDataObjectProperties alone");
        }
        return ofSignature.or(() -> unsigned).orElse(qualifying);
    }

    @Override
    public SignedDocument read() throws SigningException, IOException {
        try (Source written = Source.bytes(xml)) {
            SignedDocument read = XmlReader.read(written, content, limits);
            for (Finding finding : read.findings()) {
                if (finding.code().effect() == Effect.UNREADABLE) {
                    throw new SigningException(
                            SigningProblem.DOCUMENT_UNREADABLE, String.join(", ", finding.details()));
                }
            }
            return read;
        }
    }

    @Override
    public void timestamp() throws SigningException, IOException {
        Iterator<SignatureFacts> facts = read().signatures().iterator();
        add(document -> tree(SignatureElements.of(document)), signature -> {
            if (facts.next().timed()) {
                return "";
            }
            String canonicalization = canonicalization(signature);
            Optional<byte[]> imprint = Names.child(signature, Names.DS, "SignatureValue")
                    .flatMap(value -> Canonical.of(value, canonicalization, Optional.empty()))
                    .map(bytes -> Providers.digest(DIGEST, bytes));
            return PropertyText.signatureTimestamp(canonicalization, token(imprint));
        });
    }

    /** Each signature, and behind it those who counter-signed it, as {@link XmlReader} has them. */
    private static List<Element> tree(List<Element> signatures) {
        List<Element> all = new ArrayList<>();
        for (Element signature : signatures) {
            all.add(signature);
            all.addAll(tree(Properties.of(signature).counterSignatures()));
        }
        return all;
    }

    @Override
    public void prove(SignedDocument chosen, List<Proof> proofs) throws SigningException, IOException {
        int[] place = {proofs.size() - read().signatures().size()};
        add(SignatureElements::of, signature -> {
            int from = place[0];
            place[0] += tree(List.of(signature)).size();
            return from < 0
                    ? ""
                    : values(
                            signature,
                            Additions.of(chosen.signatures().subList(from, place[0]), proofs.subList(from, place[0])));
        });
    }

    private static String values(Element signature, Additions data) {
        boolean there = Properties.of(signature).hasValues();
        return (there ? "" : PropertyText.values(data.signer()))
                + PropertyText.values("AnyValidationData", there ? data.signer().and(data.counters()) : data.counters())
                + PropertyText.values("TimeStampValidationData", data.timestamps());
    }

    @Override
    public void archive() throws SigningException, IOException {
        byte[] before = xml;
        // What is covered is told by where the time-stamp stands, and inclusive canonical forms by what is around: one
        // without a token first.
        add(SignatureElements::of, signature -> PropertyText.archiveTimestamp(canonicalization(signature), NO_TOKEN));
        List<Optional<byte[]>> imprints = new ArrayList<>();
        try {
            Document document = SafeXml.parse(xml, limits);
            Deadline deadline = new Deadline(limits.time());
            for (Element signature : SignatureElements.of(document)) {
                List<Element> properties = Names.children(home(signature));
                ReferenceCheck references =
                        new ReferenceCheck(signature, new GivenContent(content, deadline), deadline);
                imprints.add(new ArchiveCover(signature, references, deadline)
                        .digest(properties.get(properties.size() - 1), DIGEST));
            }
        } catch (XmlException e) {
            throw unreadable(e);
        } finally {
            xml = before;
        }
        Iterator<Optional<byte[]>> next = imprints.iterator();
        add(
                SignatureElements::of,
                signature -> PropertyText.archiveTimestamp(canonicalization(signature), token(next.next())));
    }

    /** As the signature itself has it, so that nobody needs to know another. */
    private static String canonicalization(Element signature) {
        return Names.child(signature, Names.DS, "SignedInfo")
                .flatMap(info -> Names.child(info, Names.DS, "CanonicalizationMethod"))
                .map(method -> method.getAttribute("Algorithm"))
                .filter(Algorithms.CANONICALIZATIONS::contains)
                .orElse(Algorithms.EXCLUSIVE);
    }

    private byte[] token(Optional<byte[]> imprint) throws SigningException {
        byte[] digest = imprint.orElseThrow(() -> new SigningException(
                SigningProblem.DOCUMENT_REFUSES,
                "what the signature signs is not in the file, or has no canonical form"));
        return timestamps.orElseThrow().timestamp(DIGEST, digest);
    }

    /** Properties for one signature. */
    private interface Adding {
        String to(Element signature) throws SigningException, XmlException, IOException;
    }

    private void add(Function<Document, List<Element>> which, Adding adding) throws SigningException, IOException {
        try {
            Document document = SafeXml.parse(xml, limits);
            IdentityHashMap<Element, String> texts = new IdentityHashMap<>();
            for (Element signature : which.apply(document)) {
                String properties = adding.to(signature);
                if (!properties.isEmpty()) {
                    Element home = home(signature);
                    texts.put(home, PropertyText.in(home, properties));
                }
            }
            xml = Markup.with(xml, document, texts);
        } catch (XmlException e) {
            throw unreadable(e);
        }
        for (SignatureFacts each : read().signatures()) {
            if (!each.signer().digestMatches() || !each.signer().signatureMatches()) {
                throw new SigningException(
                        SigningProblem.DOCUMENT_REFUSES,
                        "signature " + each.id() + " signs another signature, to which nothing may be added");
            }
        }
    }

    @Override
    public void finish(OutputStream out) throws IOException {
        out.write(xml);
    }
}
