package dev.vdx.xml;

import dev.vdx.cms.TimestampSource;
import dev.vdx.key.Providers;
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
import dev.vdx.model.ValidationData;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
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
     * @throws SigningException DOCUMENT_UNREADABLE; NOT_SIGNED; NOT_SUPPORTED for counter-signatures, signatures without qualifying properties
     *     and encodings that do not contain ASCII as it is
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
                if (!Properties.of(signature).counterSignatures().isEmpty()) {
                    throw new SigningException(SigningProblem.NOT_SUPPORTED, "extending XML with counter-signatures");
                }
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
        List<SignatureFacts> facts = read().signatures();
        add((signature, place) -> {
            if (facts.get(place).timed()) {
                return "";
            }
            String canonicalization = canonicalization(signature);
            Optional<byte[]> imprint = Names.child(signature, Names.DS, "SignatureValue")
                    .flatMap(value -> Canonical.of(value, canonicalization, Optional.empty()))
                    .map(bytes -> Providers.digest(DIGEST, bytes));
            return PropertyText.signatureTimestamp(canonicalization, token(imprint));
        });
    }

    @Override
    public void prove(SignedDocument chosen, List<Proof> proofs) throws SigningException, IOException {
        int first = read().signatures().size() - proofs.size();
        add((signature, place) -> {
            if (place < first) {
                return "";
            }
            ValidationData held = chosen.signatures().get(place - first).held();
            ValidationData signer = proofs.get(place - first).signer().without(held);
            ValidationData stamps = proofs.get(place - first).timestamps().without(held);
            return (Properties.of(signature).hasValues()
                            ? PropertyText.values("AnyValidationData", signer)
                            : PropertyText.values(signer))
                    + PropertyText.values("TimeStampValidationData", stamps);
        });
    }

    @Override
    public void archive() throws SigningException, IOException {
        byte[] before = xml;
        // What is covered is told by where the time-stamp stands, and inclusive canonical forms by what is around: one
        // without a token first.
        add((signature, place) -> PropertyText.archiveTimestamp(canonicalization(signature), NO_TOKEN));
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
        add((signature, place) ->
                PropertyText.archiveTimestamp(canonicalization(signature), token(imprints.get(place))));
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
        String to(Element signature, int place) throws SigningException, XmlException, IOException;
    }

    private void add(Adding adding) throws SigningException, IOException {
        try {
            Document document = SafeXml.parse(xml, limits);
            List<Element> signatures = SignatureElements.of(document);
            IdentityHashMap<Element, String> texts = new IdentityHashMap<>();
            for (int i = 0; i < signatures.size(); i++) {
                String properties = adding.to(signatures.get(i), i);
                Element home = home(signatures.get(i));
                if (!properties.isEmpty()) {
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
