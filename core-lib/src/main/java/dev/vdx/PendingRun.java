package dev.vdx;

import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Level;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.model.Source;
import dev.vdx.pending.Pending;
import dev.vdx.pending.PendingFile;
import dev.vdx.trust.TimestampAuthorities;
import dev.vdx.trust.TimestampAuthority;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Raises what is pending in a folder. Before a raised document takes its place its digest is noted in the record, so that whoever comes
 * after a process that was killed knows which of the two is there. Not shared.
 */
final class PendingRun {
    /** After so many in a row failed alike, the rest of the run would only wait for the same service. */
    private static final int MOST_ALIKE = 3;

    private final Extender extender;
    private final Path folder;
    private final PendingListener listener;
    private final Map<List<URI>, Extender> byAddresses = new HashMap<>();
    private int raised;
    private int waiting;
    private int stuck;
    private int alike;
    private Optional<SigningException> last = Optional.empty();

    PendingRun(Extender extender, Path folder, PendingListener listener) {
        this.extender = extender;
        this.folder = folder;
        this.listener = listener;
    }

    @SuppressWarnings("try") // held, not used
    PendingResult run() throws SigningException, IOException {
        try (FolderLock turn = FolderLock.of(folder)) {
            for (Path record : PendingFile.in(folder)) {
                look(record);
            }
        }
        return new PendingResult(raised, waiting, stuck);
    }

    private void look(Path record) {
        try {
            Pending document = found(PendingFile.read(record));
            if (document.reached() != document.wanted()) {
                if (alike >= MOST_ALIKE) {
                    throw last.orElseThrow();
                }
                document = raise(document);
            }
            Files.deleteIfExists(record);
            alike = 0;
            raised++;
            listener.raised(document);
        } catch (SigningException e) {
            remains(record, e);
        } catch (IOException e) {
            remains(record, new SigningException(e, SigningProblem.FILE_FAILED, record.toString(), why(e)));
        }
    }

    private void remains(Path record, SigningException e) {
        boolean same = last.filter(before -> before.problem() == e.problem()).isPresent();
        alike = !e.problem().passes() ? 0 : same ? alike + 1 : 1;
        last = Optional.of(e);
        if (e.problem().passes()) {
            waiting++;
        } else {
            stuck++;
        }
        listener.remains(record, e);
    }

    private Pending found(Pending record) throws SigningException, IOException {
        try {
            return whatIsThere(record);
        } catch (SigningException e) {
            throw noted(record, e);
        }
    }

    /** The record, made true where somebody was killed between two steps. */
    private static Pending whatIsThere(Pending record) throws SigningException, IOException {
        String sha256 = digest(record.document());
        if (sha256.equals(record.sha256())) {
            return record;
        }
        if (record.next().map(Pending.Next::sha256).filter(sha256::equals).isPresent()) {
            return record.become();
        }
        throw new SigningException(
                SigningProblem.PENDING_OTHER,
                String.valueOf(record.document().getFileName()),
                "the document was changed since it was signed");
    }

    private static String digest(Path document) throws SigningException, IOException {
        MessageDigest digest = Providers.digest(DigestAlgorithm.SHA256);
        try (InputStream in = new DigestInputStream(Files.newInputStream(document), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (NoSuchFileException e) {
            throw new SigningException(
                    e,
                    SigningProblem.PENDING_OTHER,
                    String.valueOf(document.getFileName()),
                    "the document is not there any more");
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** As far as services allow; what is reached is kept, also where it is not all. */
    private Pending raise(Pending document) throws SigningException, IOException {
        Path file = document.document();
        Path unfinished = file.resolveSibling("." + file.getFileName() + ".raising.part");
        Shortfall shortfall = Shortfall.allowed();
        Pending now = document;
        try {
            String sha256 = written(document, unfinished, shortfall);
            Level reached = shortfall.reached().orElse(document.wanted());
            if (reached.compareTo(document.reached()) > 0) {
                now = document.becoming(new Pending.Next(sha256, reached));
                PendingFile.write(now);
                // Whatever somebody else did to it meanwhile is theirs.
                whatIsThere(document);
                WholeFile.move(unfinished, file);
                now = now.become();
            }
        } catch (SigningException e) {
            throw noted(document, e);
        } finally {
            Files.deleteIfExists(unfinished);
        }
        if (shortfall.why().isPresent()) {
            throw noted(now, shortfall.why().get());
        }
        return now;
    }

    private String written(Pending document, Path to, Shortfall shortfall) throws SigningException, IOException {
        MessageDigest digest = Providers.digest(DigestAlgorithm.SHA256);
        createAs(document.document(), to);
        try (Source source = Source.file(document.document());
                OutputStream stream =
                        new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(to)), digest)) {
            asking(document).newest(document.wanted()).extend(source, List.of(), stream, shortfall);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Nobody may read it who may not read the document; what a killed process left there goes. */
    private static void createAs(Path document, Path to) throws IOException {
        Files.deleteIfExists(to);
        @Nullable PosixFileAttributeView view = Files.getFileAttributeView(document, PosixFileAttributeView.class);
        if (view == null) {
            Files.createFile(to);
        } else {
            Set<PosixFilePermission> permissions = view.readAttributes().permissions();
            Files.createFile(to, PosixFilePermissions.asFileAttribute(permissions));
            Files.setPosixFilePermissions(to, permissions);
        }
    }

    private Extender asking(Pending document) {
        List<URI> addresses = document.timestamps();
        if (extender.timestamps().isPresent() || addresses.isEmpty()) {
            return extender;
        }
        return byAddresses.computeIfAbsent(
                addresses,
                these -> extender.timestamps(TimestampAuthorities.inOrder(
                        these.stream().map(TimestampAuthority::http).toList())));
    }

    private SigningException noted(Pending document, SigningException e) throws IOException {
        PendingFile.write(document.because(Pending.Reason.of(e, extender.now())));
        return e;
    }

    private static String why(IOException e) {
        if (e instanceof AccessDeniedException denied) {
            return "permission denied: " + denied.getFile();
        }
        return e instanceof FileSystemException f && f.getReason() != null
                ? f.getReason()
                : String.valueOf(e.getMessage());
    }
}
