package dev.vdx.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.vdx.Verifier;
import dev.vdx.exchange.CheckedFile;
import dev.vdx.exchange.DirectoryCheck;
import dev.vdx.exchange.Evidence;
import dev.vdx.exchange.ExchangeException;
import dev.vdx.exchange.Sha256;
import dev.vdx.exchange.SignedDirectory;
import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Limits;
import dev.vdx.model.Source;
import dev.vdx.report.Report;
import dev.vdx.trust.TrustAnchors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Verification by a signed directory of parties ({@code --directory}). Evidence of a message brings the directory it was
 * made under, and is verified part by part.
 */
final class DirectoryTrust {
    private final Function<TrustAnchors, Verifier> verifiers;
    private final TrustAnchors authority;
    private final TrustAnchors others;
    private final Clock clock;
    private final Optional<SignedDirectory> directory;

    /**
     * Trusts by a directory.
     *
     * @param verifiers makes a verifier that trusts these anchors, as the command line asks for
     * @param authority who may sign directories
     * @param others what --trust names
     * @param file the directory; without one only evidence, which brings its own
     * @param clock the validation time
     */
    DirectoryTrust(
            Function<TrustAnchors, Verifier> verifiers,
            TrustAnchors authority,
            TrustAnchors others,
            Optional<Path> file,
            Clock clock)
            throws Refusal {
        this.verifiers = verifiers;
        this.authority = authority;
        this.others = others;
        this.clock = clock;
        this.directory = file.isPresent() ? Optional.of(directory(file.get())) : Optional.empty();
    }

    private SignedDirectory directory(Path file) throws Refusal {
        try {
            String signed = Files.readString(file, US_ASCII);
            return SignedDirectory.verify(signed, verifiers.apply(authority), Optional.empty(), clock);
        } catch (ExchangeException e) {
            String why = e.problem().code() + ": " + e.detail();
            throw Refusal.input(
                    "cannot trust the directory " + file + ": " + why + "; get its newest edition, or check"
                            + " --directory-trust",
                    "ใช้บัญชีรายชื่อ " + file + " เป็นที่เชื่อถือไม่ได้: " + why
                            + " ให้ขอฉบับล่าสุด หรือตรวจ --directory-trust");
        } catch (IOException e) {
            throw Refusal.input(
                    "cannot read " + file + ": " + Reasons.of(e), "อ่าน " + file + " ไม่ได้: " + Reasons.of(e));
        }
    }

    /** The file, and where it is evidence then each of its parts. */
    List<CheckedFile> verify(Path file) throws IOException {
        try (Source source = Source.file(file)) {
            Optional<Evidence> evidence = Evidence.of(source, Limits.DEFAULT);
            SignedDirectory by;
            try {
                Optional<SignedDirectory> found = evidence.isPresent() ? own(evidence.get()) : directory;
                if (found.isEmpty()) {
                    return List.of(plain(verifiers.apply(others).verify(source, String.valueOf(file))));
                }
                by = found.get();
            } catch (ExchangeException e) {
                Report report = verifiers.apply(others).verify(source, String.valueOf(file));
                return List.of(plain(report.andFound(Finding.of(
                        FindingCode.DIRECTORY_NOT_TRUSTED, e.problem().code()))));
            }
            DirectoryCheck check = DirectoryCheck.of(by, others);
            Verifier verifier = verifiers.apply(check.anchors());
            if (evidence.isEmpty()) {
                return List.of(checked(source, String.valueOf(file), verifier, check));
            }
            Report whole = evidence.get().made(verifier.verify(source, String.valueOf(file)), check);
            List<CheckedFile> all = new ArrayList<>();
            all.add(plain(whole));
            all.addAll(parts(evidence.get(), file + "!", verifier, check));
            return all;
        }
    }

    private static CheckedFile plain(Report report) {
        return new CheckedFile(report, Optional.empty(), Optional.empty());
    }

    /** The edition that was given, or else the one in the evidence, which the authority must have signed. */
    private Optional<SignedDirectory> own(Evidence evidence) throws ExchangeException {
        return directory.isPresent()
                ? directory
                : Optional.of(SignedDirectory.proven(evidence.directory(), verifiers.apply(authority)));
    }

    private List<CheckedFile> parts(Evidence evidence, String prefix, Verifier verifier, DirectoryCheck check)
            throws IOException {
        List<CheckedFile> parts = new ArrayList<>();
        Optional<Sha256> digest = Optional.empty();
        Path copy = Files.createTempFile("vdx-", ".part");
        try {
            for (String name : evidence.parts()) {
                try (InputStream in = evidence.open(name)) {
                    Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
                }
                CheckedFile part;
                try (Source source = Source.file(copy)) {
                    part = checked(source, prefix + name, verifier, check);
                }
                if (digest.isEmpty()) {
                    // Receipts of one message name one container, also where that is gone.
                    digest = name.equals(Evidence.MESSAGE)
                            ? Optional.of(digest(copy))
                            : part.receipt().map(r -> r.digest());
                }
                parts.add(new CheckedFile(evidence.about(part, digest), part.message(), part.receipt()));
            }
        } finally {
            Files.deleteIfExists(copy);
        }
        return parts;
    }

    private static Sha256 digest(Path file) throws IOException {
        MessageDigest digest = Sha256.start();
        byte[] buffer = new byte[64 << 10];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return Sha256.of(digest);
    }

    private static CheckedFile checked(Source source, String name, Verifier verifier, DirectoryCheck check)
            throws IOException {
        return check.check(source, verifier.verify(source, name), Limits.DEFAULT);
    }
}
