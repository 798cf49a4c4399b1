package dev.vdx.xml;

import dev.vdx.cms.TimestampSource;
import dev.vdx.key.Providers;
import dev.vdx.key.SigningKey;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Limits;
import dev.vdx.model.SignatureFacts;
import dev.vdx.model.SignatureScheme;
import dev.vdx.model.SignedDocument;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.model.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.XMLConstants;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.ls.DOMImplementationLS;
import org.w3c.dom.ls.LSOutput;
import org.w3c.dom.ls.LSSerializer;

/**
 * Makes XAdES baseline signatures (EN 319 132-1, 6.3): level B, or T with time-stamps. Immutable and thread-safe; each method that sets
 * something gives another signer. Every signature made is read again before it is given out.
 */
public final class XmlSigner {
    private static final ZoneId BANGKOK = ZoneId.of("Asia/Bangkok");

    private final SigningKey key;
    private final Optional<TimestampSource> timestamps;
    private final XmlProfile profile;

    private XmlSigner(SigningKey key, Optional<TimestampSource> timestamps, XmlProfile profile) {
        this.key = key;
        this.timestamps = timestamps;
        this.profile = profile;
    }

    /** Signs with this key at level B. */
    public static XmlSigner with(SigningKey key) {
        return new XmlSigner(key, Optional.empty(), XmlProfile.BASELINE);
    }

    /** Adds a signature time-stamp to each signature: level T. */
    public XmlSigner withTimestamps(TimestampSource source) {
        return new XmlSigner(key, Optional.of(source), profile);
    }

    /** Signs as this profile says. */
    public XmlSigner profile(XmlProfile wanted) {
        return new XmlSigner(key, timestamps, wanted);
    }

    /**
     * What is signed.
     *
     * @param uri by which the signature refers to it, where it is not in an object of its own
     * @param mimeType its format; none of a signature value
     * @param digest of it, once the signature stands in its document
     */
    private record Part(String uri, List<String> transforms, Optional<String> mimeType, Digesting digest) {}

    @FunctionalInterface
    private interface Digesting {
        byte[] of(Element signature) throws SigningException;
    }

    /**
     * Signs a document as a whole; the signature becomes the last child of its root.
     *
     * @param time the time claimed, to the second
     * @return the document with its signature, in UTF-8
     * @throws SigningException DOCUMENT_UNREADABLE for what is no XML, or has a document type; DOCUMENT_REFUSES if it holds a signature
     *     already, which a second one like this would break; NOT_SUPPORTED for a key XML signatures have no name for; KEY_MISMATCH
     *     if what the key made does not verify; else what key and time-stamp source say
     */
    public byte[] signEnveloped(byte[] xml, Instant time) throws SigningException {
        Document document = parsed(xml);
        if (document.getElementsByTagNameNS(Names.DS, "Signature").getLength() > 0) {
            throw new SigningException(
                    SigningProblem.DOCUMENT_REFUSES, "it holds a signature; another one goes beside it (--parallel)");
        }
        // As it is without the signature: what either transform leaves.
        byte[] digest = Providers.digest(digest(), canonical(document));
        List<String> transforms = profile == XmlProfile.E_TAX
                ? List.of(Algorithms.ENVELOPED)
                : List.of(Algorithms.XPATH, canonicalization());
        return signed(
                document.getDocumentElement(),
                new Part("", transforms, Optional.of("text/xml"), signature -> digest),
                Optional.empty(),
                time,
                List.of());
    }

    /**
     * Signs a document, which goes into the signature.
     *
     * @return the signature with the document in it, in UTF-8
     * @throws SigningException as {@link #signEnveloped}, but the document may hold signatures
     */
    public byte[] signEnveloping(byte[] xml, Instant time) throws SigningException {
        Document inner = parsed(xml);
        Part part = new Part(
                "",
                List.of(canonicalization()),
                Optional.of("text/xml"),
                signature -> Providers.digest(
                        digest(),
                        canonical(Names.children(signature, Names.DS, "Object").get(0))));
        return signed(empty(), part, Optional.of(inner.getDocumentElement()), time, List.of());
    }

    /**
     * Signs a file that stays outside.
     *
     * @param name its name, as it will lie beside the signature
     * @return the signature, in UTF-8
     * @throws SigningException as {@link #signEnveloped}
     * @throws IOException if it cannot be read
     */
    public byte[] signDetached(Source content, String name, String mimeType, Instant time)
            throws SigningException, IOException {
        MessageDigest running = Providers.digest(digest());
        byte[] buffer = new byte[64 << 10];
        for (long at = 0; at < content.size(); ) {
            int n = content.read(at, buffer, 0, (int) Math.min(buffer.length, content.size() - at));
            if (n <= 0) {
                throw new IOException("the content ended while it was signed");
            }
            running.update(buffer, 0, n);
            at += n;
        }
        byte[] digest = running.digest();
        Part part = new Part(escaped(name), List.of(), Optional.of(mimeType), signature -> digest);
        return signed(empty(), part, Optional.empty(), time, List.of(content));
    }

    /**
     * Signs the value of the one signature of a document, and puts that into it as CounterSignature (EN 319 132-1, 5.2.7.2). Every byte that is
     * there stays.
     *
     * @return the document, in the encoding it has
     * @throws SigningException DOCUMENT_UNREADABLE; NOT_SIGNED; NOT_SUPPORTED for several signatures, a signature without QualifyingProperties,
     *     one whose value has no Id to refer to, and encodings that do not contain ASCII as it is; else as {@link #signEnveloped}
     */
    public byte[] counterSign(byte[] xml, Instant time) throws SigningException {
        Document document = parsed(xml);
        requireAscii(document, "counter-signing");
        Element value = value(countersigned(document));
        Part part = new Part(
                "#" + value.getAttribute("Id"),
                List.of(canonicalization()),
                Optional.empty(),
                signature -> Providers.digest(digest(), canonical(value)));
        Element home = XmlExtension.home(countersigned(document));
        Element counter = signature(home, part, Optional.empty(), time);
        try {
            Document unchanged = SafeXml.parse(xml, Limits.DEFAULT);
            Element place = XmlExtension.home(countersigned(unchanged));
            byte[] written =
                    put(xml, unchanged, place, PropertyText.in(place, PropertyText.counterSignature(text(counter))));
            requireSound(written, List.of(), "/counter-signature-");
            return written;
        } catch (XmlException e) {
            throw unreadable(e);
        }
    }

    /**
     * Signs a document that is signed already, beside the signatures in it: as the last child of its root, without all signatures. Every byte
     * that is there stays.
     *
     * @return the document, in the encoding it has
     * @throws SigningException DOCUMENT_UNREADABLE; NOT_SIGNED; BREAKS_SIGNATURE if one that is there signs the document with all others
     *     in it; NOT_SUPPORTED for encodings that do not contain ASCII as it is; else as {@link #signEnveloped}
     */
    public byte[] signBeside(byte[] xml, Instant time) throws SigningException {
        Document document = parsed(xml);
        requireAscii(document, "signing beside others");
        Document bare = parsed(xml);
        List<Element> others = SignatureElements.of(bare);
        if (others.isEmpty()) {
            throw new SigningException(SigningProblem.NOT_SIGNED);
        }
        others.forEach(each -> each.getParentNode().removeChild(each));
        byte[] digest = Providers.digest(digest(), canonical(bare));
        Part part = new Part(
                "", List.of(Algorithms.XPATH, canonicalization()), Optional.of("text/xml"), signature -> digest);
        Element made = signature(document.getDocumentElement(), part, Optional.empty(), time);
        try {
            Document unchanged = SafeXml.parse(xml, Limits.DEFAULT);
            byte[] written = put(xml, unchanged, unchanged.getDocumentElement(), text(made));
            requireUnbroken(written);
            requireSound(written, List.of(), made.getAttribute("Id"));
            return written;
        } catch (XmlException e) {
            throw unreadable(e);
        }
    }

    private static void requireAscii(Document document, String doing) throws SigningException {
        Optional<String> foreign = Markup.foreign(document);
        if (foreign.isPresent()) {
            throw new SigningException(
                    SigningProblem.NOT_SUPPORTED, doing + " in XML in " + foreign.get() + "; UTF-8 is");
        }
    }

    private static byte[] put(byte[] xml, Document document, Element place, String text) throws XmlException {
        IdentityHashMap<Element, String> texts = new IdentityHashMap<>();
        texts.put(place, text);
        return Markup.with(xml, document, texts);
    }

    /** One that leaves out only itself signs what comes beside it too. */
    private static void requireUnbroken(byte[] written) throws SigningException {
        try (Source source = Source.bytes(written)) {
            for (SignatureFacts each :
                    XmlReader.read(source, List.of(), Limits.DEFAULT).signatures()) {
                if (!each.signer().digestMatches() || !each.signer().signatureMatches()) {
                    throw new SigningException(SigningProblem.BREAKS_SIGNATURE, each.id());
                }
            }
        } catch (IOException e) {
            throw new SigningException(e, SigningProblem.DOCUMENT_UNREADABLE, "the signed content");
        }
    }

    private static SigningException unreadable(XmlException e) {
        return new SigningException(
                e,
                SigningProblem.DOCUMENT_UNREADABLE,
                e.finding().details().stream().map(String::valueOf).toArray(String[]::new));
    }

    private static Element countersigned(Document document) throws SigningException {
        List<Element> signatures = SignatureElements.of(document);
        if (signatures.isEmpty()) {
            throw new SigningException(SigningProblem.NOT_SIGNED);
        }
        if (signatures.size() > 1) {
            throw new SigningException(
                    SigningProblem.NOT_SUPPORTED, "counter-signing XML with " + signatures.size() + " signatures");
        }
        return signatures.get(0);
    }

    private static Element value(Element signature) throws SigningException {
        return Names.child(signature, Names.DS, "SignatureValue")
                .filter(value -> !value.getAttribute("Id").isEmpty())
                .orElseThrow(() -> new SigningException(
                        SigningProblem.NOT_SUPPORTED,
                        "counter-signing an XML signature whose value has no Id to refer to"));
    }

    private byte[] signed(Node parent, Part part, Optional<Element> inside, Instant time, List<Source> outside)
            throws SigningException {
        Element signature = signature(parent, part, inside, time);
        byte[] written = written(signature.getOwnerDocument());
        requireSound(written, outside, "");
        return written;
    }

    private Element signature(Node parent, Part part, Optional<Element> inside, Instant time) throws SigningException {
        X509Certificate certificate = certificate();
        Document document = parent instanceof Document whole ? whole : parent.getOwnerDocument();
        Maker maker = new Maker(document);
        String id = id(inside.map(Node::getOwnerDocument).orElse(document), certificate, time);
        Element signature = document.createElementNS(Names.DS, "ds:Signature");
        signature.setAttributeNS(XMLConstants.XMLNS_ATTRIBUTE_NS_URI, "xmlns:ds", Names.DS);
        parent.appendChild(signature);
        Maker.id(signature, id);
        Element info = maker.ds(signature, "SignedInfo");
        Element value = maker.ds(signature, "SignatureValue");
        Maker.id(value, id + "-value");
        Element data = maker.ds(maker.ds(signature, "KeyInfo"), "X509Data");
        for (X509Certificate each : key.chain()) {
            Maker.base64(maker.ds(data, "X509Certificate"), der(each));
        }
        inside.ifPresent(root -> {
            Element object = maker.ds(signature, "Object");
            Maker.id(object, id + "-object");
            object.appendChild(document.importNode(root, true));
        });
        Element properties = properties(maker, signature, id, part, certificate, time);
        Element signedProperties =
                Names.child(properties, Names.XADES, "SignedProperties").orElseThrow();

        maker.algorithm(info, "CanonicalizationMethod", canonicalization());
        maker.algorithm(
                info,
                "SignatureMethod",
                Algorithms.name(key.algorithm())
                        .orElseThrow(() -> new SigningException(
                                SigningProblem.NOT_SUPPORTED,
                                "XML signatures with " + key.algorithm().label())));
        Element reference = reference(
                maker,
                info,
                inside.isPresent() ? "#" + id + "-object" : part.uri(),
                part.transforms(),
                part.digest().of(signature));
        Maker.id(reference, id + "-content");
        if (part.mimeType().isEmpty()) {
            reference.setAttribute("Type", Names.COUNTERSIGNED);
        }
        Element own = reference(
                maker,
                info,
                "#" + signedProperties.getAttribute("Id"),
                List.of(canonicalization()),
                Providers.digest(digest(), canonical(signedProperties)));
        own.setAttribute("Type", Names.SIGNED_PROPERTIES);

        Maker.base64(value, value(canonical(info)));
        if (timestamps.isPresent()) {
            timestamp(maker, properties, value);
        }
        return signature;
    }

    /** EN 319 132-1, 5.2.1 and 5.2.2; 5.2.4 for the format of what is signed. */
    private Element properties(
            Maker maker, Element signature, String id, Part part, X509Certificate certificate, Instant time)
            throws SigningException {
        Element qualifying = maker.xades(maker.ds(signature, "Object"), "QualifyingProperties");
        qualifying.setAttributeNS(XMLConstants.XMLNS_ATTRIBUTE_NS_URI, "xmlns:xades", Names.XADES);
        qualifying.setAttribute("Target", "#" + id);
        Element signed = maker.xades(qualifying, "SignedProperties");
        Maker.id(signed, id + "-signed");
        Element ofSignature = maker.xades(signed, "SignedSignatureProperties");
        Maker.text(maker.xades(ofSignature, "SigningTime"), said(time));
        boolean first = profile == XmlProfile.E_TAX;
        Element named =
                maker.xades(maker.xades(ofSignature, first ? "SigningCertificate" : "SigningCertificateV2"), "Cert");
        digested(maker, maker.xades(named, "CertDigest"), Providers.digest(digest(), der(certificate)));
        if (first) {
            Element serial = maker.xades(named, "IssuerSerial");
            Maker.text(
                    maker.ds(serial, "X509IssuerName"),
                    certificate.getIssuerX500Principal().getName());
            Maker.text(
                    maker.ds(serial, "X509SerialNumber"),
                    certificate.getSerialNumber().toString());
        }
        part.mimeType().ifPresent(type -> {
            Element format = maker.xades(maker.xades(signed, "SignedDataObjectProperties"), "DataObjectFormat");
            format.setAttribute("ObjectReference", "#" + id + "-content");
            Maker.text(maker.xades(format, "MimeType"), type);
        });
        return qualifying;
    }

    private Element reference(Maker maker, Element info, String uri, List<String> transforms, byte[] digest)
            throws SigningException {
        Element reference = maker.ds(info, "Reference");
        reference.setAttribute("URI", uri);
        if (!transforms.isEmpty()) {
            Element list = maker.ds(reference, "Transforms");
            for (String each : transforms) {
                Element transform = maker.algorithm(list, "Transform", each);
                if (each.equals(Algorithms.XPATH)) {
                    Maker.text(maker.ds(transform, "XPath"), Algorithms.EVERY_SIGNATURE);
                }
            }
        }
        digested(maker, reference, digest);
        return reference;
    }

    private void digested(Maker maker, Element parent, byte[] digest) throws SigningException {
        String name = Algorithms.name(digest())
                .orElseThrow(() ->
                        new SigningException(SigningProblem.NOT_SUPPORTED, digest().jcaName() + " in XML signatures"));
        maker.algorithm(parent, "DigestMethod", name);
        Maker.base64(maker.ds(parent, "DigestValue"), digest);
    }

    /** EN 319 132-1, 5.3: over the canonical SignatureValue. */
    private void timestamp(Maker maker, Element qualifying, Element value) throws SigningException {
        Element stamp = maker.xades(
                maker.xades(maker.xades(qualifying, "UnsignedProperties"), "UnsignedSignatureProperties"),
                "SignatureTimeStamp");
        maker.algorithm(stamp, "CanonicalizationMethod", canonicalization());
        byte[] token = timestamps.orElseThrow().timestamp(digest(), Providers.digest(digest(), canonical(value)));
        Maker.base64(maker.xades(stamp, "EncapsulatedTimeStamp"), token);
    }

    private byte[] value(byte[] input) throws SigningException {
        byte[] made = key.sign(input);
        PublicKey publicKey = certificate().getPublicKey();
        if (!Providers.verify(key.algorithm(), publicKey, input, made)) {
            throw new SigningException(SigningProblem.KEY_MISMATCH, "the signature made does not verify");
        }
        try {
            return key.algorithm().scheme() == SignatureScheme.ECDSA && publicKey instanceof ECPublicKey ec
                    ? Providers.plainEcdsa(made, ec)
                    : made;
        } catch (SignatureException e) {
            throw new SigningException(e, SigningProblem.KEY_FAILED, "no ECDSA value");
        }
    }

    private X509Certificate certificate() throws SigningException {
        if (key.chain().isEmpty()) {
            throw new SigningException(SigningProblem.KEY_NOT_FOUND, "no certificate");
        }
        return key.chain().get(0);
    }

    private DigestAlgorithm digest() {
        DigestAlgorithm own = key.algorithm().digest();
        return profile == XmlProfile.E_TAX || own == DigestAlgorithm.SHAKE256 ? DigestAlgorithm.SHA512 : own;
    }

    private String canonicalization() {
        return profile == XmlProfile.E_TAX ? Algorithms.C14N : Algorithms.EXCLUSIVE;
    }

    private byte[] canonical(Node node) throws SigningException {
        return Canonical.of(node, canonicalization(), Optional.empty())
                .orElseThrow(
                        () -> new SigningException(SigningProblem.DOCUMENT_UNREADABLE, "it has no canonical form"));
    }

    private String said(Instant time) {
        Instant second = time.truncatedTo(ChronoUnit.SECONDS);
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME
                .withLocale(Locale.ROOT)
                .format(second.atZone(profile == XmlProfile.E_TAX ? BANGKOK : ZoneOffset.UTC)
                        .toOffsetDateTime());
    }

    /** The same for the same signer and second, and nobody else's in the document. */
    private static String id(Document document, X509Certificate certificate, Instant time) throws SigningException {
        byte[] seed = Providers.digest(DigestAlgorithm.SHA256, der(certificate));
        String id = "vdx-" + HexFormat.of().formatHex(seed, 0, 4) + "-" + time.getEpochSecond();
        while (document.getElementById(id) != null) {
            id += "-";
        }
        return id;
    }

    private static byte[] der(X509Certificate certificate) throws SigningException {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new SigningException(e, SigningProblem.KEY_NOT_FOUND, "a certificate that cannot be written");
        }
    }

    /** As a relative reference, in which a colon would end a scheme (RFC 3986, 4.2). */
    private static String escaped(String name) throws SigningException {
        try {
            return new URI(null, null, "./" + name, null)
                    .getRawPath()
                    .substring(2)
                    .replace(":", "%3A")
                    .replace("#", "%23");
        } catch (URISyntaxException e) {
            throw new SigningException(e, SigningProblem.NOT_SUPPORTED, "a file of that name");
        }
    }

    private static Document parsed(byte[] xml) throws SigningException {
        try {
            return SafeXml.parse(xml, Limits.DEFAULT);
        } catch (XmlException e) {
            throw unreadable(e);
        }
    }

    private static Document empty() {
        return SafeXml.empty();
    }

    private static byte[] written(Document document) {
        DOMImplementationLS loader =
                (DOMImplementationLS) document.getImplementation().getFeature("LS", "3.0");
        LSSerializer serializer = loader.createLSSerializer();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LSOutput output = loader.createLSOutput();
        output.setEncoding("UTF-8");
        output.setByteStream(out);
        serializer.write(document, output);
        return out.toByteArray();
    }

    /** An element in ASCII, for all it holds is base64, numbers and names of ours. */
    private static String text(Element element) {
        DOMImplementationLS loader = (DOMImplementationLS)
                element.getOwnerDocument().getImplementation().getFeature("LS", "3.0");
        LSSerializer serializer = loader.createLSSerializer();
        serializer.getDomConfig().setParameter("xml-declaration", false);
        return serializer.writeToString(element);
    }

    /** What is handed out is what others will read: a document that does not survive being written must not be called signed. */
    private static void requireSound(byte[] written, List<Source> outside, String kind) throws SigningException {
        try (Source source = Source.bytes(written)) {
            SignedDocument read = XmlReader.read(source, outside, Limits.DEFAULT);
            boolean sound = read.signatures().stream()
                    .anyMatch(s -> s.id().contains(kind)
                            && s.signer().digestMatches()
                            && s.signer().signatureMatches());
            if (!sound || !read.findings().isEmpty()) {
                throw new SigningException(
                        SigningProblem.DOCUMENT_REFUSES, "it does not survive being written: " + read.findings());
            }
        } catch (IOException e) {
            throw new SigningException(e, SigningProblem.DOCUMENT_UNREADABLE, "the signed content");
        }
    }
}
