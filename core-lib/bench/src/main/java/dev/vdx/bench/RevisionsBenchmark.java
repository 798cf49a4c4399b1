package dev.vdx.bench;

import dev.vdx.Verifier;
import dev.vdx.model.Outcome;
import dev.vdx.model.SigningException;
import java.io.IOException;
import java.nio.file.Path;
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

/** Documents a second, by how often they were signed: the work should grow with the signatures, not with their square. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls prepare() first
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 5)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class RevisionsBenchmark {
    @Param({"1", "10", "50", "100"})
    public int signatures = 1;

    private Path signed;
    private Verifier verifier;

    @Setup
    public void prepare() throws IOException, SigningException {
        Fixtures made = Fixtures.of("", "rsa2048");
        signed = Fixtures.signed(made.unsigned(), made.key(), signatures);
        verifier = Verifier.trusting(made.anchors()).offline();
    }

    @Benchmark
    public Outcome verify() throws IOException {
        return Fixtures.passed(verifier.verify(signed));
    }
}
