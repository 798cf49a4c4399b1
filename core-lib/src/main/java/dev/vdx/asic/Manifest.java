package dev.vdx.asic;

import dev.vdx.model.DigestAlgorithm;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An ASiCManifest or ASiCArchiveManifest (EN 319 162-1, annex A.4 and A.5), read.
 *
 * @param signature name of the entry that holds the signature or time-stamp over it
 * @param references what it names, at least one
 */
record Manifest(String signature, List<Reference> references) {
    private static final int MOST_DEPTH = 32;
    private static final XMLInputFactory FACTORY = factory();
    private static final Map<String, DigestAlgorithm> DIGESTS = Map.of(
            ManifestText.DSIG + "sha1",
            DigestAlgorithm.SHA1,
            ManifestText.SHA256,
            DigestAlgorithm.SHA256,
            "http://www.w3.org/2001/04/xmldsig-more#sha384",
            DigestAlgorithm.SHA384,
            "http://www.w3.org/2001/04/xmlenc#sha512",
            DigestAlgorithm.SHA512,
            "http://www.w3.org/2007/05/xmldsig-more#sha3-256",
            DigestAlgorithm.SHA3_256,
            "http://www.w3.org/2007/05/xmldsig-more#sha3-384",
            DigestAlgorithm.SHA3_384,
            "http://www.w3.org/2007/05/xmldsig-more#sha3-512",
            DigestAlgorithm.SHA3_512);

    /** One named entry with its digest; no algorithm where it is one we do not know. */
    record Reference(String name, Optional<DigestAlgorithm> algorithm, byte[] digest) {}

    Manifest {
        references = List.copyOf(references);
    }

    /** Reads without document type, entities or anything from outside. */
    static Manifest parse(byte[] xml) throws AsicException {
        try {
            XMLStreamReader reader = reader(xml);
            try {
                return new Parse(reader).run();
            } finally {
                reader.close();
            }
        } catch (XMLStreamException | IllegalArgumentException e) {
            throw AsicException.malformed("manifest is no sound XML");
        }
    }

    private static XMLStreamReader reader(byte[] xml) throws XMLStreamException {
        synchronized (FACTORY) {
            return FACTORY.createXMLStreamReader(new ByteArrayInputStream(xml));
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    private static final class Parse {
        private final XMLStreamReader in;
        private final List<Reference> references = new ArrayList<>();
        private final Set<String> names = new HashSet<>();
        private String signature = "";
        private String name = "";
        private String algorithm = "";
        private String digest = "";
        private int depth;

        Parse(XMLStreamReader in) {
            this.in = in;
        }

        Manifest run() throws XMLStreamException, AsicException {
            while (in.hasNext()) {
                int event = in.next();
                if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
                    throw AsicException.malformed("manifest with a document type or entities");
                } else if (event == XMLStreamConstants.START_ELEMENT) {
                    depth++;
                    start();
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    end();
                    depth--;
                }
            }
            if (signature.isEmpty() || references.isEmpty()) {
                throw AsicException.malformed("manifest without a signature or data reference");
            }
            return new Manifest(signature, references);
        }

        private void start() throws XMLStreamException, AsicException {
            if (depth > MOST_DEPTH) {
                throw AsicException.malformed("manifest nested deeper than " + MOST_DEPTH);
            }
            boolean own = ManifestText.ASIC.equals(in.getNamespaceURI());
            boolean dsig = ManifestText.DSIG.equals(in.getNamespaceURI());
            String local = in.getLocalName();
            if (depth == 1 && !(own && local.equals("ASiCManifest"))) {
                throw AsicException.malformed("manifest is a " + local);
            } else if (depth == 2 && own && local.equals("SigReference") && signature.isEmpty()) {
                signature = uri();
            } else if (depth == 2 && own && local.equals("DataObjectReference")) {
                name = uri();
                algorithm = "";
                digest = "";
            } else if (depth == 2 && !(own && local.equals("ASiCManifestExtensions"))) {
                throw AsicException.malformed("manifest with " + local);
            } else if (own && local.equals("Extension") && isTrue(in.getAttributeValue(null, "Critical"))) {
                throw AsicException.malformed("manifest with a critical extension");
            } else if (depth == 3 && dsig && local.equals("DigestMethod") && algorithm.isEmpty()) {
                algorithm = String.valueOf(in.getAttributeValue(null, "Algorithm"));
            } else if (depth == 3 && dsig && local.equals("DigestValue") && digest.isEmpty()) {
                digest = in.getElementText();
                depth--;
            } else if (depth == 3 && dsig) {
                throw AsicException.malformed("manifest with " + local);
            }
        }

        private static boolean isTrue(@org.jspecify.annotations.Nullable String value) {
            return "true".equals(value) || "1".equals(value);
        }

        private void end() throws AsicException {
            if (depth == 2 && in.getLocalName().equals("DataObjectReference")) {
                if (digest.isBlank() || !names.add(name)) {
                    throw AsicException.malformed("manifest names an entry twice or without a digest");
                }
                byte[] value = Base64.getDecoder().decode(digest.replaceAll("\\s", ""));
                references.add(new Reference(name, Optional.ofNullable(DIGESTS.get(algorithm)), value));
            }
        }

        private String uri() throws AsicException {
            String uri = String.valueOf(in.getAttributeValue(null, "URI"));
            return ManifestUris.name(uri)
                    .filter(n -> EntryNames.problem(n).isEmpty())
                    .orElseThrow(() -> AsicException.malformed("manifest names something outside"));
        }
    }
}
