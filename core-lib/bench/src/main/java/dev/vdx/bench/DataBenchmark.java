package dev.vdx.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vdx.Verifier;
import dev.vdx.asic.AsicEntry;
import dev.vdx.asic.AsicWriter;
import dev.vdx.cms.CadesSigner;
import dev.vdx.json.JsonSigner;
import dev.vdx.model.Outcome;
import dev.vdx.model.SigningException;
import dev.vdx.model.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

/** Data of 2 KB, a second: signed, and verified in full, certification path included. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls prepare() first
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 5)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class DataBenchmark {
    @Param({"rsa2048", "p256"})
    public String key = "rsa2048";

    /** A folder that {@code ../shared/peers} wrote; empty makes keys of our own. */
    @Param("")
    public String fixtures = "";

    private byte[] data;
    private JsonSigner signer;
    private Verifier verifier;
    private Path json;
    private Path cms;
    private Path container;

    @Setup
    public void prepare() throws IOException, SigningException {
        Fixtures made = Fixtures.of(fixtures, key);
        verifier = Verifier.trusting(made.anchors()).offline();
        data = ("{\"farm\":\"" + "x".repeat(2_000) + "\"}").getBytes(UTF_8);
        signer = JsonSigner.with(made.key());
        json = Files.write(Files.createTempFile("vdx-bench-", ".jws"), signJades());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CadesSigner.with(made.key()).signAttached(Source.bytes(data), out);
        cms = Files.write(Files.createTempFile("vdx-bench-", ".p7m"), out.toByteArray());
        out.reset();
        AsicWriter.with(made.key())
                .write(List.of(new AsicEntry("data.json", "application/json", Source.bytes(data))), Instant.now(), out);
        container = Files.write(Files.createTempFile("vdx-bench-", ".asice"), out.toByteArray());
    }

    @Benchmark
    public byte[] signJades() throws SigningException {
        return signer.sign(data, Optional.of("json"), Instant.now());
    }

    @Benchmark
    public Outcome verifyJades() throws IOException {
        return Fixtures.passed(verifier.verify(json));
    }

    @Benchmark
    public Outcome verifyCades() throws IOException {
        return Fixtures.passed(verifier.verify(cms));
    }

    @Benchmark
    public Outcome verifyAsic() throws IOException {
        return Fixtures.passed(verifier.verify(container));
    }
}
