package dev.vdx;

import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Level;
import dev.vdx.model.SigningException;
import dev.vdx.model.Source;
import dev.vdx.pending.Pending;
import dev.vdx.pending.PendingFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** One document signed as far as services allow, and what is missing written down first. */
final class LaterSigning {
    private final Signer signer;
    private final Path in;
    private final Path out;

    LaterSigning(Signer signer, Path in, Path out) {
        this.signer = signer;
        this.in = in;
        this.out = out;
    }

    Optional<Pending> sign() throws SigningException, IOException {
        WholeFile.requireOther(in, out);
        Path unfinished = WholeFile.unfinished(out);
        try (Source source = Source.file(in)) {
            Shortfall shortfall = Shortfall.allowed();
            Instant now = signer.now();
            String sha256 = written(source, unfinished, shortfall, now);
            Optional<Pending> pending = shortfall.reached().map(level -> pending(sha256, level, shortfall, now));
            place(unfinished, pending);
            return pending;
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** Without a time the document is written anew, with the same signature value where the form allows it. */
    private String written(Source source, Path to, Shortfall shortfall, Instant now)
            throws SigningException, IOException {
        Signer once = signer.askingOnce();
        try {
            return written(once, source, to, shortfall, now);
        } catch (SigningException e) {
            if (signer.level() == Level.B) {
                throw e;
            }
            shortfall.stay(Level.B, e);
            return written(once.level(Level.B), source, to, shortfall, now);
        }
    }

    private String written(Signer by, Source source, Path to, Shortfall shortfall, Instant now)
            throws SigningException, IOException {
        MessageDigest digest = Providers.digest(DigestAlgorithm.SHA256);
        try (OutputStream stream =
                new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(to)), digest)) {
            by.sign(source, String.valueOf(in.getFileName()), stream, shortfall, now);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private Pending pending(String sha256, Level reached, Shortfall shortfall, Instant now) {
        return new Pending(
                out,
                sha256,
                reached,
                signer.level(),
                now,
                Pending.Reason.of(shortfall.why().orElseThrow(), now),
                signer.timestamps().map(source -> source.addresses()).orElse(List.of()),
                Optional.empty());
    }

    /** The record first: whoever finds the document finds also what it lacks. */
    private void place(Path finished, Optional<Pending> pending) throws IOException {
        Path record = PendingFile.of(out);
        if (pending.isEmpty()) {
            WholeFile.move(finished, out);
            Files.deleteIfExists(record);
            return;
        }
        PendingFile.write(pending.get());
        try {
            WholeFile.move(finished, out);
        } catch (IOException e) {
            Files.deleteIfExists(record);
            throw e;
        }
    }
}
