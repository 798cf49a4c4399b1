package dev.vdx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.attack.Batch;
import dev.vdx.attack.Office;
import dev.vdx.key.SigningKey;
import dev.vdx.model.Level;
import dev.vdx.model.Outcome;
import dev.vdx.model.SignatureAlgorithm;
import dev.vdx.model.SignatureForm;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.seal.CertificatePdf;
import dev.vdx.seal.PdfaJudge;
import dev.vdx.seal.SampleCertificate;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One signature for many documents, as a program asks for it. */
class BulkSignerTest {
    @TempDir
    private Path folder;

    private final List<String> heard = new ArrayList<>();
    private final AtomicInteger signatures = new AtomicInteger();
    private final AtomicInteger stamps = new AtomicInteger();
    private Path out = Path.of("");

    @BeforeEach
    void output() {
        out = folder.resolve("out");
    }

    private final BulkListener listener = new BulkListener() {
        @Override
        public void signed(BulkDocument document) {
            heard.add("signed");
        }

        @Override
        public void kept(BulkDocument document) {
            heard.add("kept");
        }

        @Override
        public void refused(BulkDocument document, SigningException why) {
            heard.add(why.problem().name());
        }
    };

    /** Counts how often it is used. */
    private final SigningKey key = new SigningKey() {
        @Override
        public SignatureAlgorithm algorithm() {
            return Office.SIGNER.algorithm();
        }

        @Override
        public List<X509Certificate> chain() {
            return Office.SIGNER.chain();
        }

        @Override
        public byte[] sign(byte[] data) throws SigningException {
            signatures.incrementAndGet();
            return Office.SIGNER.sign(data);
        }
    };

    private Signer signer() {
        return Signer.with(key).clock(Office.CLOCK).level(Level.T).timestamps((algorithm, digest) -> {
            stamps.incrementAndGet();
            return Office.TSA.timestamp(algorithm, digest);
        });
    }

    private List<BulkDocument> documents(int count) throws Exception {
        List<BulkDocument> documents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Path in = Files.write(folder.resolve(i + ".pdf"), Batch.licence(i));
            documents.add(new BulkDocument(in, out.resolve(i % 3 + "/" + i + ".pdf")));
        }
        return documents;
    }

    @Test
    void theKeyIsUsedOnceAndTheAuthorityAskedTwice() throws Exception {
        List<BulkDocument> documents = documents(150);
        BulkResult result = signer().bulk().threads(4).sign(documents, out, listener);
        assertEquals(new BulkResult(150, 0, 0), result);
        assertEquals(1, signatures.get());
        assertEquals(2, stamps.get(), "to see how large tokens are, and for the documents");
        for (BulkDocument each : documents) {
            assertEquals(Outcome.PASSED, Office.VERIFIER.verify(each.out()).outcome());
        }
        assertEquals(new BulkResult(0, 150, 0), signer().bulk().sign(documents, out, listener));
        assertEquals(1, signatures.get(), "there was nothing to sign");
        assertEquals(2, stamps.get());
        nothingIsLeftOver();
    }

    @Test
    void whereNoDocumentIsLeftTheKeyIsNotUsed() throws Exception {
        Path text = Files.writeString(folder.resolve("a.txt"), "no PDF");
        List<BulkDocument> documents = List.of(
                new BulkDocument(text, out.resolve("a.pdf")),
                new BulkDocument(folder.resolve("missing.pdf"), out.resolve("b.pdf")));
        assertEquals(new BulkResult(0, 0, 2), signer().bulk().threads(1).sign(documents, out, listener));
        assertEquals(List.of("KIND_WRONG", "DOCUMENT_UNREADABLE"), heard);
        assertEquals(0, signatures.get());
        nothingIsLeftOver();
    }

    @Test
    void anInterruptedRunLeavesNothingUnfinished() throws Exception {
        List<BulkDocument> documents = documents(20);
        Thread.currentThread().interrupt();
        assertThrows(InterruptedIOException.class, () -> signer().bulk().sign(documents, out, listener));
        assertEquals(0, signatures.get());
        nothingIsLeftOver();
        assertEquals(20, signer().bulk().sign(documents, out, listener).signed());
    }

    @Test
    void anOutputThatCannotBeWrittenEndsTheRun() throws Exception {
        List<BulkDocument> documents = documents(5);
        Files.createDirectories(out);
        Files.writeString(out.resolve("1"), "a file where a folder should be");
        assertThrows(IOException.class, () -> signer().bulk().threads(1).sign(documents, out, listener));
        assertEquals(List.of("signed"), heard);
        assertEquals(
                Outcome.PASSED, Office.VERIFIER.verify(out.resolve("0/0.pdf")).outcome());
        nothingIsLeftOver();
    }

    @Test
    void whatAnotherRunWorksOnIsLeftAlone() throws Exception {
        Path abandoned = Files.createDirectories(out.resolve(".vdx-bulk-1-1"));
        Files.createFile(abandoned.resolve("lock"));
        Path busy = Files.createDirectories(out.resolve(".vdx-bulk-1-2"));
        try (FileChannel channel = FileChannel.open(
                        busy.resolve("lock"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertTrue(lock.isValid());
            assertEquals(3, signer().bulk().sign(documents(3), out, listener).signed());
            assertTrue(Files.exists(busy));
            assertTrue(Files.notExists(abandoned));
        }
    }

    @Test
    void aKeyThatFailsLeavesNothing() throws Exception {
        List<BulkDocument> documents = documents(3);
        Signer failing = Signer.with(key).clock(Office.CLOCK).level(Level.T).timestamps((algorithm, digest) -> {
            if (stamps.incrementAndGet() > 1) {
                throw new SigningException(SigningProblem.TIMESTAMP_UNREACHABLE, "gone");
            }
            return Office.TSA.timestamp(algorithm, digest);
        });
        SigningException why =
                assertThrows(SigningException.class, () -> failing.bulk().sign(documents, out, listener));
        assertEquals(SigningProblem.TIMESTAMP_UNREACHABLE, why.problem());
        assertEquals(List.of(), heard);
        nothingIsLeftOver();
    }

    @Test
    void whatItDoesNotDoIsRefused() throws Exception {
        List<BulkDocument> documents = documents(1);
        for (Signer each : List.of(signer().level(Level.LTA), signer().as(SignatureForm.CADES))) {
            SigningException why =
                    assertThrows(SigningException.class, () -> each.bulk().sign(documents, out, listener));
            assertEquals(SigningProblem.NOT_SUPPORTED, why.problem());
        }
        Path in = documents.get(0).in();
        wrong(new BulkDocument(in, folder.resolve("elsewhere.pdf")));
        wrong(new BulkDocument(in, out));
        wrong(new BulkDocument(in, out.resolve("../a.pdf")));
        wrong(new BulkDocument(in, out.resolve("a.pdf")), new BulkDocument(in, out.resolve("x/../a.pdf")));
        assertThrows(
                IllegalArgumentException.class,
                () -> signer().bulk().sign(List.of(new BulkDocument(in, in)), folder, listener));
        assertEquals(0, stamps.get());
    }

    private void wrong(BulkDocument... documents) {
        assertThrows(IllegalArgumentException.class, () -> signer().bulk().sign(List.of(documents), out, listener));
    }

    /** Its signature is a PKCS #7 object with the signer's certificate, as ISO 19005-3, 6.4.3 wants it. */
    @Test
    void anArchivalDocumentStaysOne() throws Exception {
        byte[] certificate = CertificatePdf.write(SampleCertificate.of(3));
        byte[] sealed = Batch.of(folder, List.of(certificate, Batch.licence(1)), Level.T)
                .get(0);
        assertEquals("", PdfaJudge.broken(sealed));
    }

    private void nothingIsLeftOver() throws IOException {
        try (Stream<Path> files = Files.exists(out) ? Files.list(out) : Stream.empty()) {
            assertEquals(
                    List.of(),
                    files.filter(each -> each.getFileName().toString().startsWith("."))
                            .toList());
        }
    }
}
