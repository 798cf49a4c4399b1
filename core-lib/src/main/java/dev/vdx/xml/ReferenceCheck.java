package dev.vdx.xml;

import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.model.UriReference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** One {@code ds:Reference} of a signature (XMLDSIG 1.1, 4.4.3): what it names, and whether its digest holds. */
final class ReferenceCheck {
    private static final int MOST_TRANSFORMS = 5;

    private final Element signature;
    private final XmlContent content;
    private final Deadline deadline;

    ReferenceCheck(Element signature, XmlContent content, Deadline deadline) {
        this.signature = signature;
        this.content = content;
        this.deadline = deadline;
    }

    /**
     * What came of it.
     *
     * @param type what it says it refers to
     * @param node the document or element it names; empty for something outside
     * @param outside what it names outside of the file; empty for something inside
     * @param lacking whether that may be elsewhere, for it is not here
     * @param algorithm of its digest
     * @param holds whether the digest is that of what it names
     * @param findings what keeps it from being checked
     */
    record Result(
            String type,
            Optional<Node> node,
            Optional<XmlContent.Named> outside,
            boolean lacking,
            Optional<DigestAlgorithm> algorithm,
            boolean holds,
            List<Finding> findings) {}

    Result check(Element reference) throws XmlException, IOException {
        String type = reference.getAttribute("Type");
        if (type.equals(Names.MANIFEST)) {
            throw new XmlException(FindingCode.FORMAT_NOT_SUPPORTED, "XML with ds:Manifest");
        }
        List<Finding> wrong = new ArrayList<>();
        Optional<DigestAlgorithm> algorithm = Names.child(reference, Names.DS, "DigestMethod")
                .flatMap(m -> Algorithms.digest(m.getAttribute("Algorithm")));
        Optional<byte[]> wanted =
                Names.child(reference, Names.DS, "DigestValue").flatMap(v -> base64(v.getTextContent()));
        List<Element> transforms = transforms(reference);
        String uri = reference.getAttribute("URI");
        if (algorithm.isEmpty()) {
            wrong.add(Finding.of(FindingCode.ALGORITHM_NOT_SUPPORTED, "digest of a reference"));
        }
        if (wanted.isEmpty() || !reference.hasAttribute("URI")) {
            wrong.add(Finding.of(FindingCode.SIGNATURE_MALFORMED, "a reference without digest or URI"));
        }
        if (algorithm.isEmpty() || wanted.isEmpty() || !wrong.isEmpty()) {
            return new Result(type, Optional.empty(), Optional.empty(), false, algorithm, false, wrong);
        }
        if (uri.isEmpty() || uri.startsWith("#")) {
            Optional<Node> node = inside(uri);
            if (node.isEmpty()) {
                wrong.add(Finding.of(FindingCode.SIGNED_DATA_NOT_FOUND, uri));
            }
            boolean holds = node.isPresent() && holds(node.get(), transforms, algorithm.get(), wanted.get(), wrong);
            return new Result(type, node, Optional.empty(), false, algorithm, holds, wrong);
        }
        return outside(type, new XmlContent.Named(uri, algorithm.get(), wanted.get()), transforms);
    }

    /**
     * Digests what a reference names, after its transforms, as time-stamps cover it (EN 319 132-1, 5.5.2.2).
     *
     * @param canonicalization of what is no string of bytes after the transforms
     * @param method the element that names it, for its parameters
     * @return false where it cannot be had
     */
    boolean feed(Element reference, String canonicalization, Optional<Element> method, MessageDigest into)
            throws XmlException, IOException {
        deadline.check();
        String uri = reference.getAttribute("URI");
        if (!uri.isEmpty() && !uri.startsWith("#")) {
            Result result = check(reference);
            Optional<InputStream> found =
                    result.holds() ? content.open(result.outside().orElseThrow()) : Optional.empty();
            if (found.isPresent()) {
                update(into, found.get());
            }
            return found.isPresent();
        }
        Optional<byte[]> bytes = inside(uri)
                .flatMap(node -> plan(node, transforms(reference))
                        .map(p -> p.method().isPresent()
                                ? p
                                : new Plan(p.without(), p.decode(), plain(canonicalization), method))
                        .flatMap(p -> bytes(node, p)));
        bytes.ifPresent(into::update);
        return bytes.isPresent();
    }

    private void update(MessageDigest digest, InputStream from) throws XmlException, IOException {
        try (InputStream in = from) {
            byte[] buffer = new byte[64 << 10];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
                deadline.check();
            }
        }
    }

    private static List<Element> transforms(Element reference) {
        return Names.child(reference, Names.DS, "Transforms")
                .map(t -> Names.children(t, Names.DS, "Transform"))
                .orElse(List.of());
    }

    private Optional<Node> inside(String uri) {
        Document document = signature.getOwnerDocument();
        return uri.isEmpty() ? Optional.of(document) : Optional.ofNullable(document.getElementById(uri.substring(1)));
    }

    private Result outside(String type, XmlContent.Named named, List<Element> transforms)
            throws XmlException, IOException {
        Optional<XmlContent.Named> outside = Optional.of(named);
        Optional<DigestAlgorithm> algorithm = Optional.of(named.algorithm());
        if (!transforms.isEmpty()) {
            Finding wrong = Finding.of(FindingCode.ALGORITHM_NOT_SUPPORTED, "transforms of " + named.uri());
            return new Result(type, Optional.empty(), outside, false, algorithm, false, List.of(wrong));
        }
        Optional<InputStream> found = content.open(named);
        if (found.isEmpty()) {
            Finding wrong = Finding.of(FindingCode.SIGNED_DATA_NOT_FOUND, UriReference.readable(named.uri()));
            return new Result(type, Optional.empty(), outside, content.mayLack(), algorithm, false, List.of(wrong));
        }
        try (InputStream in = found.get()) {
            boolean holds = content.byDigest() || digestMatches(named, in);
            return new Result(type, Optional.empty(), outside, false, algorithm, holds, List.of());
        }
    }

    private boolean digestMatches(XmlContent.Named named, InputStream found) throws XmlException, IOException {
        MessageDigest digest = Providers.digest(named.algorithm());
        update(digest, found);
        return MessageDigest.isEqual(digest.digest(), named.digest());
    }

    private boolean holds(
            Node node, List<Element> transforms, DigestAlgorithm algorithm, byte[] wanted, List<Finding> wrong) {
        Optional<Plan> plan = plan(node, transforms);
        if (plan.isEmpty()) {
            wrong.add(Finding.of(FindingCode.ALGORITHM_NOT_SUPPORTED, "transforms of a reference"));
            return false;
        }
        Optional<byte[]> bytes = bytes(node, plan.get());
        return bytes.filter(b -> MessageDigest.isEqual(Providers.digest(algorithm, b), wanted))
                .isPresent();
    }

    /** What the transforms come to. */
    private record Plan(Without without, boolean decode, String canonicalization, Optional<Element> method) {}

    /** What is left out of what is named. */
    private enum Without {
        NOTHING,
        THIS_SIGNATURE,
        EVERY_SIGNATURE
    }

    /** Markup is lost where text is decoded, and nothing would sign it: only an object that holds nothing else is decoded. */
    private static Optional<Plan> plan(Node node, List<Element> transforms) {
        return plan(transforms)
                .filter(plan -> !plan.decode()
                        || (node instanceof Element element
                                && Names.is(element, Names.DS, "Object")
                                && Names.children(element).isEmpty()));
    }

    /** Only what is in these lists is done; the order is fixed: leave signatures out, then write canonically or decode. */
    private static Optional<Plan> plan(List<Element> transforms) {
        Without without = Without.NOTHING;
        boolean decode = false;
        Optional<Element> method = Optional.empty();
        if (transforms.size() > MOST_TRANSFORMS) {
            return Optional.empty();
        }
        for (Element transform : transforms) {
            String algorithm = transform.getAttribute("Algorithm");
            if (decode || method.isPresent()) {
                return Optional.empty();
            }
            if (algorithm.equals(Algorithms.ENVELOPED)) {
                without = without == Without.NOTHING ? Without.THIS_SIGNATURE : without;
            } else if (isEverySignature(transform, algorithm)) {
                without = Without.EVERY_SIGNATURE;
            } else if (algorithm.equals(Names.DS + "base64")) {
                decode = true;
            } else if (Algorithms.CANONICALIZATIONS.contains(algorithm)) {
                method = Optional.of(transform);
            } else {
                return Optional.empty();
            }
        }
        String canonicalization = method.map(m -> m.getAttribute("Algorithm")).orElse(Algorithms.C14N);
        return Optional.of(new Plan(without, decode, plain(canonicalization), method));
    }

    /** A reference within a document leaves comments out, whatever is done next. */
    private static String plain(String algorithm) {
        String without = algorithm.replace("#WithComments", "#");
        return without.endsWith("xml-exc-c14n#") || !without.endsWith("#")
                ? without
                : without.substring(0, without.length() - 1);
    }

    /** The one XPath expression that is understood, in its two dialects. */
    private static boolean isEverySignature(Element transform, String algorithm) {
        List<Element> children = Names.children(transform);
        if (children.size() != 1 || !"XPath".equals(children.get(0).getLocalName())) {
            return false;
        }
        Element xpath = children.get(0);
        String text = xpath.getTextContent().strip();
        String prefix = Optional.ofNullable(xpath.lookupPrefix(Names.DS)).orElse("");
        if (algorithm.equals(Algorithms.XPATH)) {
            return text.equals("not(ancestor-or-self::" + prefix + ":Signature)");
        }
        return algorithm.equals(Algorithms.XPATH_FILTER)
                && "subtract".equals(xpath.getAttribute("Filter"))
                && (text.equals("/descendant::" + prefix + ":Signature") || text.equals("//" + prefix + ":Signature"));
    }

    private Optional<byte[]> bytes(Node node, Plan plan) {
        List<Removed> removed = new ArrayList<>();
        try {
            if (plan.without() == Without.THIS_SIGNATURE
                    && Names.within(signature, node)
                    && !signature.isSameNode(node)) {
                removed.add(Removed.from(signature));
            } else if (plan.without() == Without.EVERY_SIGNATURE) {
                SignatureElements.of(signature.getOwnerDocument()).stream()
                        .filter(s -> !s.isSameNode(node) && Names.within(s, node))
                        .map(Removed::from)
                        .forEach(removed::add);
            }
            return plan.decode()
                    ? base64(node.getTextContent())
                    : Canonical.of(node, plan.canonicalization(), plan.method());
        } finally {
            for (int i = removed.size() - 1; i >= 0; i--) {
                removed.get(i).back();
            }
        }
    }

    /** An element taken out of its document for a moment: cheaper than a copy. */
    private record Removed(Element element, Node parent, Optional<Node> next) {
        static Removed from(Element element) {
            Removed removed =
                    new Removed(element, element.getParentNode(), Optional.ofNullable(element.getNextSibling()));
            removed.parent.removeChild(element);
            return removed;
        }

        void back() {
            parent.insertBefore(element, next.orElse(null));
        }
    }

    /** Base64 (RFC 4648, 4) with white space anywhere, as XML has it. */
    static Optional<byte[]> base64(String text) {
        // Characters beyond Latin-1 become question marks, which are not of the alphabet either.
        byte[] characters = text.getBytes(StandardCharsets.ISO_8859_1);
        int length = 0;
        for (byte c : characters) {
            if (c != ' ' && c != '\t' && c != '\r' && c != '\n') {
                characters[length++] = c;
            }
        }
        try {
            return Optional.of(Base64.getDecoder().decode(Arrays.copyOf(characters, length)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
