package dev.vdx.asic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vdx.model.Effect;
import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Limits;
import dev.vdx.model.SignatureFacts;
import dev.vdx.model.SignedDocument;
import dev.vdx.model.SigningException;
import dev.vdx.model.Source;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class AsicTest {
    private static final Instant TIME = Instant.parse("2026-11-24T03:04:06Z");
    private static final byte[] LETTER = "หนังสือราชการ".getBytes(UTF_8);

    private static AsicEntry entry(String name) {
        return new AsicEntry(name, "text/plain", Source.bytes(LETTER));
    }

    private static byte[] container(String... names) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<AsicEntry> entries =
                java.util.Arrays.stream(names).map(AsicTest::entry).toList();
        AsicWriter.with(dev.vdx.cms.TestPki.key("P-256")).write(entries, TIME, out);
        return out.toByteArray();
    }

    private static AsicReader read(byte[] bytes) throws Exception {
        return AsicReader.read(Source.bytes(bytes), Limits.DEFAULT);
    }

    private static boolean sound(SignedDocument document) {
        return document.findings().isEmpty()
                && !document.signatures().isEmpty()
                && document.signatures().stream().allMatch(AsicTest::sound);
    }

    private static boolean sound(SignatureFacts facts) {
        return facts.signer().digestMatches()
                && facts.signer().signatureMatches()
                && facts.findings().stream().noneMatch(f -> f.code().effect() != Effect.NONE);
    }

    @Test
    void whatIsWrittenIsReadAndOpened() throws Exception {
        byte[] bytes = container("message.json", "แนบ/สำเนา 1%.txt");
        AsicReader reader = read(bytes);
        assertTrue(sound(reader.document()), reader.document().toString());
        assertEquals(List.of("message.json", "แนบ/สำเนา 1%.txt"), reader.names());
        assertArrayEquals(LETTER, reader.open("แนบ/สำเนา 1%.txt").orElseThrow().readAllBytes());
        assertEquals("CAdES-BASELINE", reader.document().signatures().get(0).profile());
    }

    @Test
    void mimetypeIsFirstAndStoredWithoutExtra() throws Exception {
        byte[] bytes = container("a");
        assertEquals("mimetype" + AsicWriter.TYPE_E, new String(bytes, 30, 8 + AsicWriter.TYPE_E.length(), UTF_8));
    }

    @Test
    void namesThatEscapeAreRefusedByTheWriter() {
        for (String name : List.of("../a", "/a", "a\\b", "C:a", "META-INF/x", "mimetype", "a/", "a//b", "")) {
            assertThrows(SigningException.class, () -> container(name), name);
        }
        assertThrows(SigningException.class, () -> container("a", "A"));
    }

    private static byte[] rezip(byte[] bytes, String change, byte[] content) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(bytes), UTF_8);
                ZipOutputStream zip = new ZipOutputStream(out, UTF_8)) {
            boolean changed = false;
            for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
                byte[] was = in.readAllBytes();
                zip.putNextEntry(new ZipEntry(e.getName()));
                changed |= e.getName().equals(change);
                zip.write(e.getName().equals(change) ? content : was);
                zip.closeEntry();
            }
            if (!changed) {
                zip.putNextEntry(new ZipEntry(change));
                zip.write(content);
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    @Test
    void aDeflatedCopyWithDescriptorsIsStillSound() throws Exception {
        byte[] bytes = container("a");
        assertTrue(sound(read(rezip(bytes, "a", LETTER)).document()));
    }

    @Test
    void anAlteredEntryIsNotSoundAndNotOpened() throws Exception {
        AsicReader reader = read(rezip(container("a"), "a", new byte[] {1}));
        assertFalse(reader.document().signatures().get(0).signer().digestMatches());
        assertTrue(reader.open("a").isEmpty());
    }

    @Test
    void anAddedEntryIsReportedAndNotOpened() throws Exception {
        AsicReader reader = read(rezip(container("a"), "b", LETTER));
        assertEquals(
                List.of(Finding.of(FindingCode.ENTRY_NOT_SIGNED, "b")),
                reader.document().findings());
        assertTrue(reader.open("b").isEmpty());
        assertTrue(reader.open("a").isPresent());
    }

    @Test
    void anEntryThatEscapesOrIsABombIsRefused() throws Exception {
        byte[] good = container("a");
        assertCode(FindingCode.MALFORMED, rezip(good, "../b", LETTER));
        assertCode(FindingCode.LIMIT_EXCEEDED, rezip(good, "b", new byte[4 << 20]));
    }

    @Test
    void bytesBeforeOrBehindAreRefused() throws Exception {
        byte[] good = container("a");
        byte[] prefixed = new byte[good.length + 1];
        System.arraycopy(good, 0, prefixed, 1, good.length);
        assertCode(FindingCode.MALFORMED, prefixed);
        assertCode(FindingCode.MALFORMED, java.util.Arrays.copyOf(good, good.length + 1));
        assertCode(FindingCode.MALFORMED, java.util.Arrays.copyOf(good, good.length - 1));
    }

    @Test
    void aManifestWithADocumentTypeIsRefused() throws Exception {
        byte[] evil = "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>".getBytes(UTF_8);
        assertCode(FindingCode.MALFORMED, rezip(container("a"), AsicWriter.MANIFEST, evil));
    }

    @Test
    void everyFlippedByteIsNoticedOrHarmless() throws Exception {
        byte[] good = container("a");
        List<Integer> wrong = new ArrayList<>();
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 1;
            AsicReader reader = read(bad);
            if (sound(reader.document()) && reader.open("a").isPresent()) {
                if (!java.util.Arrays.equals(LETTER, reader.open("a").get().readAllBytes())) {
                    wrong.add(i);
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    private static void assertCode(FindingCode code, byte[] bytes) throws Exception {
        SignedDocument document = read(bytes).document();
        assertTrue(document.findings().stream().anyMatch(f -> f.code() == code), document.toString());
    }

    @Test
    void theCorpusIsAcceptedAndRefusedAsItSays() throws Exception {
        Path corpus = Path.of("..", "..", "..", "shared", "corpus");
        if (!Files.exists(corpus)) {
            corpus = Path.of("..", "..", "shared", "corpus");
        }
        assumeTrue(Files.exists(corpus.resolve("cases.csv")), "the corpus is not here");
        List<String> wrong = new ArrayList<>();
        for (String line : Files.readAllLines(corpus.resolve("cases.csv"))) {
            String[] cells = line.split(",", 3);
            if (!cells[0].matches(".*\\.(asice|asics|sce|scs)")) {
                continue;
            }
            try (Source source = Source.file(corpus.resolve("files").resolve(cells[0]))) {
                SignedDocument document =
                        AsicReader.read(source, Limits.DEFAULT).document();
                boolean xades =
                        document.findings().stream().anyMatch(f -> f.code() == FindingCode.FORMAT_NOT_SUPPORTED);
                boolean right = cells[1].equals("nocrash") || xades || sound(document) == cells[1].equals("accept");
                if (!right) {
                    wrong.add(line + " " + document.findings()
                            + document.signatures().stream()
                                    .map(s -> s.findings() + " " + s.signer().digestMatches()
                                            + s.signer().signatureMatches()
                                            + s.signer().findings())
                                    .toList());
                }
            }
        }
        assertEquals(List.of(), wrong);
    }
}
