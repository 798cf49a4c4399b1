package dev.vdx.mutation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vdx.Signer;
import dev.vdx.asic.AsicEntry;
import dev.vdx.asic.AsicWriter;
import dev.vdx.attack.Batch;
import dev.vdx.attack.Office;
import dev.vdx.attack.Records;
import dev.vdx.cms.CadesSigner;
import dev.vdx.exchange.Envelope;
import dev.vdx.exchange.ExchangeParts;
import dev.vdx.json.DetachedContent;
import dev.vdx.json.JsonSigner;
import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Level;
import dev.vdx.model.Source;
import dev.vdx.pdf.TestPdf;
import dev.vdx.sandbox.TestIdentity;
import dev.vdx.vectors.Pdfs;
import dev.vdx.xml.XmlProfile;
import dev.vdx.xml.XmlSigner;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bouncycastle.tsp.ers.ERSData;

/** One sound document of each kind, small, so that each byte has its turn. */
final class Seeds {
    private static final byte[] LETTER = "SANDBOX letter: สวัสดี\n".getBytes(UTF_8);

    private final List<Seed> seeds = new ArrayList<>();

    private Seeds() {}

    /** @param scratch a folder for files that are read again */
    static List<Seed> all(Path scratch) throws Exception {
        Seeds all = new Seeds();
        all.pdf();
        all.bulk(scratch);
        all.cms();
        all.evidence();
        all.json();
        all.xml();
        all.containers(scratch);
        return all.seeds;
    }

    private void add(String name, byte[] bytes, Seed.Rules rules, byte[]... content) {
        seeds.add(new Seed(name, bytes, List.of(content), Office.VERIFIER, rules));
    }

    private void pdf() throws Exception {
        byte[] table = signed(Pdfs.page(), Office.SIGNER, Level.B);
        add("pdf", table, new PdfRules());
        add("pdf, object streams", signed(Pdfs.pageWithStream(), Office.SIGNER, Level.B), new PdfRules());
        add("pdf, level T", signed(Pdfs.page(), Office.SIGNER, Level.T), new PdfRules());
        add("pdf, two signatures", signed(table, Office.SIGNER, Level.B), new PdfRules());
        add("pdf, form filled and commented on", updated(), new PdfRules());
        byte[] revocable = signed(Pdfs.page(), Office.REVOCABLE, Level.T);
        add("pdf, validation data", withStore(revocable), new PdfRules());
        add("pdf, validation data and time-stamp", stamped(), new PdfRules());
    }

    private void bulk(Path scratch) throws Exception {
        Path folder = Files.createDirectories(scratch.resolve("bulk"));
        add("pdf, one of five", Batch.of(folder, 5, Level.B).get(3), new PdfRules());
        add("pdf, one of five, level T", Batch.of(folder, 5, Level.T).get(4), new PdfRules());
    }

    private static byte[] signed(byte[] page, TestIdentity key, Level level) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Signer signer = Signer.with(key).clock(Office.CLOCK).level(level);
        (level == Level.B ? signer : signer.timestamps(Office.TSA)).sign(Source.bytes(page), out);
        return out.toByteArray();
    }

    private static byte[] updated() {
        String note = "<</Type/Annot/Subtype/Text/Rect[150 150 160 160]/Contents(Seen)>>";
        return TestPdf.of(TestPdf.objects(), Office::seal)
                .update(6, TestPdf.TEXT_FIELD.replace(">>", "/V(Somchai)>>"))
                .update(Map.of(3, TestPdf.PAGE.replace("8 0 R]", "8 0 R 50 0 R]"), 50, note))
                .bytes();
    }

    /** The OCSP answer without which the signature would not pass, in the document's security store. */
    private static byte[] withStore(byte[] file) {
        String text = new String(file, ISO_8859_1);
        String root = text.replaceAll("(?s).*/Root (\\d+) 0 R.*", "$1");
        String start = text.replaceAll("(?s).*startxref\\s+(\\d+).*", "$1");
        int at = text.lastIndexOf("\n" + root + " 0 obj") + 1;
        String catalog = text.substring(at, text.indexOf("endobj", at)).replaceFirst("<<", "<</DSS 90 0 R");
        String answer = new String(Office.good(), ISO_8859_1);
        StringBuilder update = new StringBuilder(text);
        List<Integer> offsets = new ArrayList<>();
        for (String object : List.of(
                catalog + "endobj\n",
                "90 0 obj\n<</OCSPs[91 0 R]>>\nendobj\n",
                "91 0 obj\n<</Length " + answer.length() + ">>\nstream\n" + answer + "\nendstream\nendobj\n")) {
            offsets.add(update.length());
            update.append(object);
        }
        int table = update.length();
        update.append("xref\n")
                .append(root)
                .append(" 1\n")
                .append(row(offsets.get(0)))
                .append("90 2\n");
        update.append(row(offsets.get(1))).append(row(offsets.get(2)));
        update.append("trailer\n<</Size 92/Root ")
                .append(root)
                .append(" 0 R/Prev ")
                .append(start);
        update.append(">>\nstartxref\n").append(table).append("\n%%EOF\n");
        return update.toString().getBytes(ISO_8859_1);
    }

    private static String row(int offset) {
        return String.format(java.util.Locale.ROOT, "%010d 00000 n \n", offset);
    }

    private static byte[] stamped() {
        String field = "<</Type/Annot/Subtype/Widget/FT/Sig/T(Stamp)/Rect[0 0 0 0]/F 132/P 3 0 R/V 21 0 R>>";
        return TestPdf.of(TestPdf.objects(), Office::seal)
                .update(Map.of(
                        1, TestPdf.CATALOG.replace(">>", "/DSS 30 0 R>>"),
                        30, "<</Certs[31 0 R]>>",
                        31, TestPdf.stream("", "no certificate")))
                .update(Map.of(
                        3, TestPdf.PAGE.replace("8 0 R]", "8 0 R 20 0 R]"),
                        7, TestPdf.FORM.replace("8 0 R]", "8 0 R 20 0 R]"),
                        20, field,
                        21, TestPdf.signature("ETSI.RFC3161", "")))
                .bytes();
    }

    private void cms() throws Exception {
        CadesSigner signer = CadesSigner.with(Office.SIGNER).withSigningTime(Office.NOW);
        add("cms, attached", attached(signer), new CmsRules());
        add("cms, attached, level T", attached(signer.withTimestamps(Office.TSA)), new CmsRules());
        add("cms, detached", signer.sign(Providers.digest(signer.digestAlgorithm(), LETTER)), new CmsRules(), LETTER);
    }

    private void evidence() throws Exception {
        ERSData[] two = {Records.alone(LETTER), Records.alone(new byte[] {1})};
        add(
                "evidence record",
                Records.of(Office.TSA, DigestAlgorithm.SHA256, two).get(0),
                new EvidenceRules(),
                LETTER);
    }

    private static byte[] attached(CadesSigner signer) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        signer.signAttached(Source.bytes(LETTER), out);
        return out.toByteArray();
    }

    private void json() throws Exception {
        JsonSigner signer = JsonSigner.with(Office.SIGNER);
        byte[] licence = "{\"licence\":1}".getBytes(US_ASCII);
        Optional<String> json = Optional.of("json");
        String one = new String(signer.flattened().sign(licence, json, Office.NOW), US_ASCII);
        String other = new String(signer.flattened().sign(licence, json, Office.NOW.minusSeconds(9)), US_ASCII);
        add("json, compact", signer.sign(licence, json, Office.NOW), new JsonRules());
        add("json, flattened", one.getBytes(US_ASCII), new JsonRules());
        add(
                "json, flattened, level T",
                signer.withTimestamps(Office.TSA).sign(licence, json, Office.NOW),
                new JsonRules());
        add("json, general", general(one, other), new JsonRules());
        add(
                "json, detached",
                signer.signDetached(List.of(new DetachedContent("letter.txt", Source.bytes(LETTER))), Office.NOW),
                new JsonRules(),
                LETTER);
    }

    private void xml() throws Exception {
        byte[] record = "<record xmlns=\"urn:sandbox\"><!-- farm --><farm n=\"1\">ฟาร์ม &amp; สวน</farm></record>"
                .getBytes(UTF_8);
        XmlSigner signer = XmlSigner.with(Office.SIGNER);
        add("xml, enveloped", signer.signEnveloped(record, Office.NOW), new XmlRules());
        add(
                "xml, enveloped, level T",
                signer.withTimestamps(Office.TSA).signEnveloped(record, Office.NOW),
                new XmlRules());
        add("xml, enveloping", signer.signEnveloping(record, Office.NOW), new XmlRules());
        add("xml, as e-Tax", signer.profile(XmlProfile.E_TAX).signEnveloped(record, Office.NOW), new XmlRules());
        add(
                "xml, detached",
                signer.signDetached(Source.bytes(LETTER), "letter.txt", "text/plain", Office.NOW),
                new XmlRules(),
                LETTER);
    }

    private static byte[] general(String one, String other) {
        return ("{" + member(one, "payload") + ",\"signatures\":[{" + member(one, "protected") + ","
                        + member(one, "signature") + "},{" + member(other, "protected") + ","
                        + member(other, "signature") + "}]}")
                .getBytes(US_ASCII);
    }

    private static String member(String json, String name) {
        int at = json.indexOf("\"" + name + "\"");
        return json.substring(at, json.indexOf('"', json.indexOf(":\"", at) + 2) + 1);
    }

    private void containers(Path scratch) throws Exception {
        CadesSigner signer = CadesSigner.with(Office.SIGNER).withSigningTime(Office.NOW);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AsicWriter.with(Office.SIGNER)
                .write(List.of(new AsicEntry("letter.txt", "text/plain", Source.bytes(LETTER))), Office.NOW, out);
        add("asic-e", out.toByteArray(), new ContainerRules());
        Map<String, byte[]> simple = new LinkedHashMap<>();
        simple.put("mimetype", "application/vnd.etsi.asic-s+zip".getBytes(US_ASCII));
        simple.put("letter.txt", LETTER);
        simple.put("META-INF/signature.p7s", signer.sign(Providers.digest(signer.digestAlgorithm(), LETTER)));
        add("asic-s", zip(simple), new ContainerRules());
        Envelope envelope = ExchangeParts.envelope(Office.NOW, Office.random());
        Path message = ExchangeParts.message(
                scratch.resolve("message.asice"), envelope, Office.SIGNER, Optional.of(Office.TSA));
        add("exchange message", Files.readAllBytes(message), new ContainerRules());
        Path directory = Files.writeString(scratch.resolve("directory.jws"), "e30.e30.e30");
        Path evidence = ExchangeParts.evidence(
                scratch.resolve("evidence.asice"),
                envelope,
                Map.of("message.asice", Files.readAllBytes(message)),
                directory,
                Office.SIGNER,
                Office.NOW);
        add("exchange evidence", Files.readAllBytes(evidence), new ContainerRules());
    }

    private static byte[] zip(Map<String, byte[]> entries) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out, UTF_8)) {
            for (Map.Entry<String, byte[]> each : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(each.getKey()));
                zip.write(each.getValue());
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }
}
