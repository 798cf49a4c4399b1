package dev.vdx.report;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import javax.xml.XMLConstants;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.ls.LSInput;
import org.w3c.dom.ls.LSResourceResolver;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * The published schema of ETSI TS 119 102-2, as EU DSS ships it among the jars of core-lib/dss-judge, with those it imports; nothing is
 * fetched.
 */
public final class EtsiSchema {
    private static final Path JARS = Path.of("dss-judge", "target", "lib");

    /** By namespace: a jar and what of it. */
    private static final Map<String, List<String>> SCHEMAS = Map.of(
            "http://www.w3.org/XML/1998/namespace",
            List.of("specs-xmldsig-", "xsd/xml.xsd"),
            "http://www.w3.org/2000/09/xmldsig#",
            List.of("specs-xmldsig-", "xsd/xmldsig-core-schema.xsd"),
            "http://uri.etsi.org/01903/v1.3.2#",
            List.of("specs-xades-", "xsd/XAdES01903v132-202407.xsd"),
            "http://uri.etsi.org/02231/v2#",
            List.of("specs-trusted-list-6", "xsd/ts_119612v020401_xsd.xsd"),
            EtsiWriter.VR,
            List.of("specs-validation-report-", "xsd/TS119102-2-v141.xsd"));

    private EtsiSchema() {}

    private static final class Loaded {
        static final Schema SCHEMA = load();

        private static Schema load() {
            try {
                SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
                factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
                factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
                factory.setResourceResolver(resolver());
                return factory.newSchema(new Source[] {
                    new StreamSource(new ByteArrayInputStream(bytes(SCHEMAS.get(EtsiWriter.VR))), "etsi")
                });
            } catch (SAXException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static LSResourceResolver resolver() {
        return (type, namespace, publicId, systemId, base) -> {
            if (namespace == null || !SCHEMAS.containsKey(namespace)) {
                // The DOCTYPE of the schema of XML signatures: it declares nothing that is needed.
                return new Input(String.valueOf(systemId), "");
            }
            String text = new String(bytes(SCHEMAS.get(namespace)), StandardCharsets.UTF_8);
            return new Input(namespace, text.replaceAll("(?s)<!DOCTYPE.*?\\]>", ""));
        };
    }

    private static byte[] bytes(List<String> where) {
        try (Stream<Path> jars = Files.list(JARS)) {
            Path jar = jars.filter(j -> j.getFileName().toString().startsWith(where.get(0)))
                    .findFirst()
                    .orElseThrow();
            try (ZipFile zip = new ZipFile(jar.toFile())) {
                return zip.getInputStream(zip.getEntry(where.get(1))).readAllBytes();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails unless the report's XML is as the schema says, which also means that each reference has its object. */
    public static String valid(Report report) {
        String xml = report.toEtsi(Lang.EN);
        errors(xml).ifPresent(why -> fail(why + "\n" + xml));
        return xml;
    }

    /** What the schema has against it, if anything. */
    static java.util.Optional<String> errors(String xml) {
        assumeTrue(Files.isDirectory(JARS), "module core-lib/dss-judge is not built: build the whole project");
        List<String> errors = new ArrayList<>();
        try {
            javax.xml.validation.Validator validator = Loaded.SCHEMA.newValidator();
            validator.validate(new StreamSource(new StringReader(xml)));
        } catch (SAXParseException e) {
            errors.add(e.getLineNumber() + ":" + e.getColumnNumber() + " " + e.getMessage());
        } catch (SAXException | IOException e) {
            errors.add(e.toString());
        }
        return errors.stream().findFirst();
    }

    private record Input(String name, String text) implements LSInput {
        @Override
        public java.io.Reader getCharacterStream() {
            return new StringReader(text);
        }

        @Override
        public void setCharacterStream(java.io.Reader stream) {}

        @Override
        public java.io.InputStream getByteStream() {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void setByteStream(java.io.InputStream stream) {}

        @Override
        public String getStringData() {
            return text;
        }

        @Override
        public void setStringData(String data) {}

        @Override
        public String getSystemId() {
            return name;
        }

        @Override
        public void setSystemId(String id) {}

        @Override
        public String getPublicId() {
            return name;
        }

        @Override
        public void setPublicId(String id) {}

        @Override
        public String getBaseURI() {
            return name;
        }

        @Override
        public void setBaseURI(String uri) {}

        @Override
        public String getEncoding() {
            return "UTF-8";
        }

        @Override
        public void setEncoding(String encoding) {}

        @Override
        public boolean getCertifiedText() {
            return false;
        }

        @Override
        public void setCertifiedText(boolean certified) {}
    }
}
