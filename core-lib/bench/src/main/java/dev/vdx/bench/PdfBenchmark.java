package dev.vdx.bench;

import dev.vdx.Signer;
import dev.vdx.Verifier;
import dev.vdx.model.Outcome;
import dev.vdx.model.SigningException;
import dev.vdx.model.Source;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Documents a second: PDFs of 30 KB signed, and verified in full, change detection and certification path included. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls prepare() first
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 5)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class PdfBenchmark {
    @Param({"rsa2048", "p256"})
    public String key = "rsa2048";

    /** A folder that {@code ../shared/peers} wrote; empty makes documents of our own. */
    @Param("")
    public String fixtures = "";

    private Fixtures made;
    private Verifier verifier;
    private Signer signer;

    @Setup
    public void prepare() throws IOException, SigningException {
        made = Fixtures.of(fixtures, key);
        verifier = Verifier.trusting(made.anchors()).offline();
        signer = Signer.with(made.key());
    }

    @Benchmark
    public Outcome verify() throws IOException {
        return Fixtures.passed(verifier.verify(made.signed()));
    }

    @Benchmark
    public Outcome verifyTen() throws IOException {
        return Fixtures.passed(verifier.verify(made.signedTen()));
    }

    @Benchmark
    public void sign() throws IOException, SigningException {
        try (Source in = Source.file(made.unsigned())) {
            signer.sign(in, OutputStream.nullOutputStream());
        }
    }
}
