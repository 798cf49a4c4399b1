package dev.vdx.asic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.cms.CadesSigner;
import dev.vdx.cms.TestPki;
import dev.vdx.key.SigningKey;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Limits;
import dev.vdx.model.SignatureFacts;
import dev.vdx.model.Source;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each container differs in one thing from one that is read well, and is refused for it. */
class HostileContainerTest {
    private static final Instant TIME = Instant.parse("2026-11-24T03:04:06Z");
    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int DESCRIPTION = 0x08074b50;
    private static final int END_SIZE = 22;

    private static SigningKey key;
    private static byte[] stored;
    private static byte[] deflated;

    @BeforeAll
    static void makeContainers() throws Exception {
        key = TestPki.key("P-256");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AsicWriter.with(key)
                .write(
                        List.of(
                                new AsicEntry("aa", "text/plain", Source.bytes("one".getBytes(UTF_8))),
                                new AsicEntry("bb", "text/plain", Source.bytes("two".getBytes(UTF_8)))),
                        TIME,
                        out);
        stored = out.toByteArray();
        deflated = rezip(stored, "", new byte[0]);
        assertTrue(soundlyNamed(stored));
        assertTrue(soundlyNamed(deflated));
    }

    private static AsicReader read(byte[] bytes) throws Exception {
        return AsicReader.read(Source.bytes(bytes), Limits.DEFAULT);
    }

    private static boolean soundlyNamed(byte[] bytes) throws Exception {
        AsicReader reader = read(bytes);
        return reader.document().findings().isEmpty() && reader.names().equals(List.of("aa", "bb"));
    }

    @Test
    void aContainerThatTakesTooLongIsOverALimit() throws Exception {
        Limits d = Limits.DEFAULT;
        Limits none =
                new Limits(d.bytes(), d.objects(), d.depth(), d.decoded(), d.signatures(), java.time.Duration.ZERO);
        AsicReader reader = AsicReader.read(Source.bytes(stored), none);
        assertEquals(
                FindingCode.LIMIT_EXCEEDED, reader.document().findings().get(0).code());
        assertEquals(List.of(), reader.names());
    }

    /** The container again, deflated with data descriptors, one part replaced. */
    private static byte[] rezip(byte[] bytes, String part, byte[] content) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(bytes), UTF_8);
                ZipOutputStream zip = new ZipOutputStream(out, UTF_8)) {
            for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
                zip.putNextEntry(new ZipEntry(e.getName()));
                zip.write(e.getName().equals(part) ? content : in.readAllBytes());
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    private static byte[] part(String name) throws Exception {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(stored), UTF_8)) {
            ZipEntry e = in.getNextEntry();
            while (e != null && !e.getName().equals(name)) {
                e = in.getNextEntry();
            }
            return in.readAllBytes();
        }
    }

    private static ByteBuffer copy(byte[] bytes) {
        return ByteBuffer.wrap(bytes.clone()).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Offset of the n-th structure with this mark, from 0. */
    private static int find(ByteBuffer zip, int mark, int n) {
        int left = n;
        for (int i = 0; i + 4 <= zip.limit(); i++) {
            if (zip.getInt(i) == mark && left-- == 0) {
                return i;
            }
        }
        throw new AssertionError("no such structure");
    }

    private static void assertMalformed(ByteBuffer zip) throws Exception {
        byte[] bytes = new byte[zip.limit()];
        zip.get(0, bytes);
        AsicReader reader = read(bytes);
        assertEquals(FindingCode.MALFORMED, reader.document().findings().get(0).code());
        assertEquals(List.of(), reader.names());
    }

    @Test
    void anEncryptedEntryIsRefused() throws Exception {
        ByteBuffer zip = copy(stored);
        int local = find(zip, LOCAL, 1) + 6;
        int central = find(zip, CENTRAL, 1) + 8;
        zip.putShort(local, (short) (zip.getShort(local) | 1)).putShort(central, (short) (zip.getShort(central) | 1));
        assertMalformed(zip);
    }

    @Test
    void aMethodOtherThanStoredAndDeflateIsRefused() throws Exception {
        ByteBuffer zip = copy(stored);
        zip.putShort(find(zip, LOCAL, 1) + 8, (short) 12).putShort(find(zip, CENTRAL, 1) + 10, (short) 12);
        assertMalformed(zip);
    }

    @Test
    void aDataDescriptorThatLiesIsRefused() throws Exception {
        for (int field = 4; field <= 12; field += 4) {
            ByteBuffer zip = copy(deflated);
            int at = find(zip, DESCRIPTION, 1) + field;
            zip.putInt(at, zip.getInt(at) + 1);
            assertMalformed(zip);
        }
    }

    @Test
    void aLocalHeaderOfAnotherNameIsRefused() throws Exception {
        ByteBuffer zip = copy(stored);
        zip.put(find(zip, LOCAL, 1) + 30, (byte) 'c');
        assertMalformed(zip);
    }

    @Test
    void twoEntriesOfOneNameAreRefused() throws Exception {
        ByteBuffer zip = copy(stored);
        zip.put(find(zip, LOCAL, 2) + 30, (byte) 'a').put(find(zip, LOCAL, 2) + 31, (byte) 'a');
        zip.put(find(zip, CENTRAL, 2) + 46, (byte) 'a').put(find(zip, CENTRAL, 2) + 47, (byte) 'a');
        assertMalformed(zip);
    }

    @Test
    void entriesThatShareBytesAreRefused() throws Exception {
        ByteBuffer zip = copy(stored);
        zip.putInt(find(zip, CENTRAL, 2) + 42, find(zip, LOCAL, 1));
        assertMalformed(zip);
    }

    @Test
    void anEntryLeftOutOfTheDirectoryIsRefused() throws Exception {
        ByteBuffer zip = copy(stored);
        int from = find(zip, CENTRAL, 2);
        int next = find(zip, CENTRAL, 3);
        byte[] less = new byte[stored.length - (next - from)];
        System.arraycopy(stored, 0, less, 0, from);
        System.arraycopy(stored, next, less, from, stored.length - next);
        ByteBuffer hidden = ByteBuffer.wrap(less).order(ByteOrder.LITTLE_ENDIAN);
        int end = less.length - END_SIZE;
        short count = (short) (hidden.getShort(end + 10) - 1);
        hidden.putShort(end + 8, count).putShort(end + 10, count);
        hidden.putInt(end + 12, hidden.getInt(end + 12) - (next - from));
        assertMalformed(hidden);
    }

    @Test
    void aSecondArchiveInTheCommentIsRefused() throws Exception {
        byte[] both = new byte[stored.length * 2];
        System.arraycopy(stored, 0, both, 0, stored.length);
        System.arraycopy(stored, 0, both, stored.length, stored.length);
        ByteBuffer zip = ByteBuffer.wrap(both).order(ByteOrder.LITTLE_ENDIAN);
        zip.putShort(stored.length - 2, (short) stored.length);
        assertMalformed(zip);
    }

    @Test
    void moreEntriesThanThereAreIsRefused() throws Exception {
        ByteBuffer zip = copy(stored);
        int end = stored.length - END_SIZE;
        short count = (short) (zip.getShort(end + 10) + 1);
        zip.putShort(end + 8, count).putShort(end + 10, count);
        assertMalformed(zip);
    }

    @Test
    void aSignatureThatHoldsItsOwnContentFailsAndOpensNothing() throws Exception {
        byte[] manifest = part(AsicWriter.MANIFEST);
        byte[] detached = CadesSigner.with(key)
                .withSigningTime(TIME)
                .sign(MessageDigest.getInstance(DigestAlgorithm.SHA256.jcaName())
                        .digest(manifest));
        assertTrue(soundlyNamed(rezip(stored, AsicWriter.SIGNATURE, detached)));

        ByteArrayOutputStream attached = new ByteArrayOutputStream();
        CadesSigner.with(key).withSigningTime(TIME).signAttached(Source.bytes(manifest), attached);
        AsicReader reader = read(rezip(stored, AsicWriter.SIGNATURE, attached.toByteArray()));
        SignatureFacts facts = reader.document().signatures().get(0);
        assertEquals(
                FindingCode.SIGNATURE_MALFORMED,
                facts.findings().get(facts.findings().size() - 1).code());
        assertEquals(List.of(), reader.names());
        assertTrue(reader.open("aa").isEmpty());
    }
}
