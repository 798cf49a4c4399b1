package dev.vdx.xml;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.xml.crypto.Data;
import javax.xml.crypto.OctetStreamData;
import javax.xml.crypto.URIReferenceException;
import javax.xml.crypto.dom.DOMStructure;
import javax.xml.crypto.dom.DOMURIReference;
import javax.xml.crypto.dsig.TransformException;
import javax.xml.crypto.dsig.TransformService;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * A document or an element of it as bytes: Canonical XML (W3C, 1.0 and 1.1) and its exclusive form, by Java's own
 * implementation; comments left out, as references within a document leave them (XMLDSIG 1.1, 4.4.3.3).
 */
final class Canonical {
    private static final XMLSignatureFactory FACTORY = XMLSignatureFactory.getInstance("DOM");
    private static final String THIS = "vdx-this-element";

    private Canonical() {}

    /** A reference from within the document; Java asks where it stands. */
    private record Inside(Attr here) implements DOMURIReference {
        @Override
        public Node getHere() {
            return here;
        }

        @Override
        public String getURI() {
            return here.getValue();
        }

        @Override
        public String getType() {
            return "";
        }
    }

    /** Calls one element by one name; secure validation as Java has it. */
    private static final class Context extends DOMValidateContext {
        private final Node subject;

        Context(Node subject) {
            super(NoKey.INSTANCE, subject);
            this.subject = subject;
            setProperty("org.jcp.xml.dsig.secureValidation", true);
        }

        @Override
        public @Nullable Element getElementById(String id) {
            return THIS.equals(id) && subject instanceof Element element ? element : super.getElementById(id);
        }
    }

    /** Java writes single bytes, and its own stream takes a lock for each. */
    private static final class Collected extends OutputStream {
        private byte[] held = new byte[4096];
        private int length;

        @Override
        public void write(int b) {
            if (length == held.length) {
                held = Arrays.copyOf(held, Math.multiplyExact(2, length));
            }
            held[length++] = (byte) b;
        }

        @Override
        public void write(byte[] bytes, int offset, int count) {
            int needed = Math.addExact(length, count);
            if (needed > held.length) {
                held = Arrays.copyOf(held, Math.max(needed, (int) Math.min(Integer.MAX_VALUE - 8L, 2L * length)));
            }
            System.arraycopy(bytes, offset, held, length, count);
            length = needed;
        }

        byte[] bytes() {
            return Arrays.copyOf(held, length);
        }
    }

    /**
     * The bytes; empty where it cannot be canonicalized so.
     *
     * @param node the document or an element
     * @param algorithm one of {@link Algorithms#CANONICALIZATIONS}
     * @param method the element that names the algorithm, for its parameters
     */
    static Optional<byte[]> of(Node node, String algorithm, Optional<Element> method) {
        Document document = node instanceof Document whole ? whole : node.getOwnerDocument();
        if (!Algorithms.CANONICALIZATIONS.contains(algorithm) || document.getElementById(THIS) != null) {
            return Optional.empty();
        }
        Element stand = document.createElement("reference");
        stand.setAttribute("URI", node instanceof Document ? "" : "#" + THIS);
        Context context = new Context(node);
        try {
            TransformService service = TransformService.getInstance(algorithm, "DOM");
            service.init(new DOMStructure(method.orElseGet(() -> named(document, algorithm))), context);
            Data data = FACTORY.getURIDereferencer().dereference(new Inside(stand.getAttributeNode("URI")), context);
            Collected out = new Collected();
            if (service.transform(data, context, out) instanceof OctetStreamData octets && out.length == 0) {
                try (InputStream in = octets.getOctetStream()) {
                    in.transferTo(out);
                }
            }
            return Optional.of(out.bytes());
        } catch (GeneralSecurityException
                | TransformException
                | URIReferenceException
                | IOException
                | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Element named(Document document, String algorithm) {
        Element transform = document.createElementNS(Names.DS, "Transform");
        transform.setAttribute("Algorithm", algorithm);
        return transform;
    }
}
