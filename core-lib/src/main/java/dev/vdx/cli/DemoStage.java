package dev.vdx.cli;

import dev.vdx.Signer;
import dev.vdx.Verifier;
import dev.vdx.exchange.CheckedFile;
import dev.vdx.key.SigningKey;
import dev.vdx.key.SigningKeys;
import dev.vdx.model.Level;
import dev.vdx.model.Outcome;
import dev.vdx.model.SigningException;
import dev.vdx.report.Report;
import dev.vdx.sandbox.SandboxServer;
import dev.vdx.trust.TimestampAuthority;
import dev.vdx.trust.TrustAnchors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the demonstration has at hand: its folder, an open sandbox, certificates to seal, and somebody who verifies. */
public final class DemoStage {
    private final Path folder;
    private final SandboxServer server;
    private final Console console;
    private final boolean keep;
    private final Verifier verifier;

    DemoStage(Path folder, SandboxServer server, Console console, boolean keep) throws IOException {
        this.folder = folder;
        this.server = server;
        this.console = console;
        this.keep = keep;
        this.verifier = Verifier.trusting(TrustAnchors.load(sandbox().resolve("anchors")), console.clock())
                .timestampsTrusting(TrustAnchors.load(sandbox().resolve("tsa-anchors")));
    }

    /** Where all of it is left. */
    public Path folder() {
        return folder;
    }

    /** The sandbox's folder. */
    public Path sandbox() {
        return folder.resolve("sandbox");
    }

    /** The time. */
    public Clock clock() {
        return console.clock();
    }

    /** Where new keys come from. */
    public SecureRandom random() {
        return console.random().get();
    }

    /** Whether servers stay up when the story is told. */
    public boolean keep() {
        return keep;
    }

    /** A report as whoever is handed the document would get it. */
    public Report verify(Path file) throws IOException {
        return verifier.verify(file);
    }

    /**
     * Evidence of an exchange, verified part by part with the certificate of whoever keeps the directory.
     *
     * @return whether all of it passed
     */
    public boolean verifyEvidence(Path evidence, Path anchor, Story story) throws IOException {
        List<CheckedFile> parts;
        try {
            parts = new DirectoryTrust(
                            anchors -> Verifier.trusting(anchors, console.clock()),
                            TrustAnchors.load(anchor),
                            TrustAnchors.none(),
                            Optional.empty(),
                            console.clock())
                    .verify(evidence);
        } catch (Refusal e) {
            throw new IllegalStateException("no directory was given that could be refused", e);
        }
        story.parts(parts, console.zone().get());
        return parts.stream().allMatch(p -> p.report().outcome() == Outcome.PASSED);
    }

    /**
     * Writes a farmer's certificate sealed by agency A, with a time-stamp.
     *
     * @param number the last part of its number
     * @param rai how much land it certifies
     */
    public Path seal(String name, int number, int rai) throws IOException, SigningException {
        Instant now = console.clock().instant();
        Path plain = folder.resolve(name + ".pdf");
        Files.write(plain, DemoCertificate.pdf(now, number, rai));
        Path sealed = folder.resolve(name + ".sealed.pdf");
        Path agency = sandbox().resolve("agencies").resolve("agency-a");
        char[] password = Files.readString(agency.resolve("password.txt"), StandardCharsets.UTF_8)
                .strip()
                .toCharArray();
        SigningKey key = SigningKeys.pkcs12(agency.resolve("seal.p12"), password);
        Signer.with(key)
                .clock(console.clock())
                .level(Level.T)
                .timestamps(TimestampAuthority.http(
                        server.tsa(), console.clock(), console.random().get()))
                .seal(DemoCertificate.seal(now))
                .reason(DemoCertificate.REASON)
                .sign(plain, sealed);
        return sealed;
    }
}
