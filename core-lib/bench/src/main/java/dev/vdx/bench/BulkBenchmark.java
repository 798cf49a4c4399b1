package dev.vdx.bench;

import dev.vdx.BulkDocument;
import dev.vdx.BulkListener;
import dev.vdx.BulkResult;
import dev.vdx.Signer;
import dev.vdx.model.SigningException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Documents a second under one signature: PDFs of 30 KB read from files and written to files, by one thread. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls prepare() first
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 5)
@Measurement(iterations = 5, time = 5)
@Fork(1)
public class BulkBenchmark {
    private static final int DOCUMENTS = 2_000;

    @Param({"rsa2048"})
    public String key = "rsa2048";

    /** Where the files are; empty makes a folder for temporary files. */
    @Param("")
    public String folder = "";

    private Signer signer;
    private Path work;
    private List<BulkDocument> documents;

    @Setup
    public void prepare() throws IOException, SigningException {
        Fixtures made = Fixtures.of("", key);
        signer = Signer.with(made.key());
        work = folder.isEmpty()
                ? Files.createTempDirectory("vdx-bench-bulk-")
                : Files.createTempDirectory(Path.of(folder), "vdx-bench-bulk-");
        byte[] document = Files.readAllBytes(made.unsigned());
        documents = new ArrayList<>();
        for (int i = 0; i < DOCUMENTS; i++) {
            Path in = Files.write(work.resolve(i + ".pdf"), document);
            documents.add(new BulkDocument(in, work.resolve("out").resolve(i + ".pdf")));
        }
    }

    @TearDown(Level.Invocation)
    public void remove() throws IOException {
        for (BulkDocument each : documents) {
            Files.deleteIfExists(each.out());
        }
    }

    @TearDown
    public void removeAll() throws IOException {
        try (Stream<Path> files = Files.walk(work)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(DOCUMENTS)
    public BulkResult sign() throws IOException, SigningException {
        BulkResult result = signer.bulk().threads(1).sign(documents, work.resolve("out"), new Strict());
        if (result.signed() != DOCUMENTS) {
            throw new IllegalStateException(result.toString());
        }
        return result;
    }

    private static final class Strict implements BulkListener {
        @Override
        public void signed(BulkDocument document) {}

        @Override
        public void kept(BulkDocument document) {
            throw new IllegalStateException("there already: " + document);
        }

        @Override
        public void refused(BulkDocument document, SigningException why) {
            throw new IllegalStateException(document.toString(), why);
        }
    }
}
