package dev.vdx;

import dev.vdx.cms.CadesSigner;
import dev.vdx.cms.HashTree;
import dev.vdx.cms.TimestampSource;
import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Level;
import dev.vdx.model.SignatureForm;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Signs many PDFs at once: the key signs once and the authority stamps once, and yet each document verifies alone and offline
 * ({@code spec/bulk.md}). Level B, or T with a time-stamp authority. Immutable, thread-safe and reusable.
 *
 * <p>Documents are streamed; what stays in the heap is about 110 bytes and two names for each. A run may be killed at any time: outputs appear whole or
 * not at all, and the next run into the same folder goes on with those that are missing, under a signature of its own.
 */
public final class BulkSigner {
    private static final int SALT_BYTES = 16;

    /** Serial numbers, fractions of seconds and ECDSA values differ in length from token to token. */
    private static final int TOKEN_VARIATION = 256;

    private final Signer signer;
    private final SecureRandom random;
    private final int threads;

    private BulkSigner(Signer signer, SecureRandom random, int threads) {
        this.signer = signer;
        this.random = random;
        this.threads = threads;
    }

    static BulkSigner of(Signer signer) {
        return new BulkSigner(signer, new SecureRandom(), Runtime.getRuntime().availableProcessors());
    }

    /** Takes the documents' salts from here. */
    public BulkSigner random(SecureRandom other) {
        return new BulkSigner(signer, other, threads);
    }

    /**
     * Works with so many threads, instead of one a processor.
     *
     * @throws IllegalArgumentException for fewer than one
     */
    public BulkSigner threads(int count) {
        if (count < 1) {
            throw new IllegalArgumentException(count + " threads");
        }
        return new BulkSigner(signer, random, count);
    }

    /**
     * Signs documents. One that cannot be signed is left out, and the listener told; where none is left the key is not used. The
     * time-stamp authority is asked twice: before any work, to see that it answers and how large its tokens are, and for the time-stamp.
     *
     * @param folder in which all outputs are, at any depth; there the unfinished ones are kept meanwhile
     * @throws SigningException if nothing can be signed, for what key, level, time-stamp authority or settings are: nothing was written
     * @throws IOException if an output cannot be written, or this thread is interrupted: those that the listener heard of are there
     * @throws IllegalArgumentException if an output is outside of the folder, is named twice, or is its own input
     */
    public BulkResult sign(List<BulkDocument> documents, Path folder, BulkListener listener)
            throws SigningException, IOException {
        Instant now = signer.now();
        allowed(now, documents.size());
        requireOutputs(documents, folder);
        List<BulkDocument> missing = new ArrayList<>();
        for (BulkDocument each : documents) {
            if (Files.exists(each.out())) {
                listener.kept(each);
            } else {
                missing.add(each);
            }
        }
        int kept = documents.size() - missing.size();
        if (missing.isEmpty()) {
            return new BulkResult(0, kept, 0);
        }
        CadesSigner plain = CadesSigner.with(signer.key()).withSigningTime(now);
        CadesSigner cades = signer.level() == Level.B
                ? plain
                : plain.withTimestamps(signer.timestamps().orElseThrow());
        int room = cades.sizeBound(missing.size(), tokenSize());
        try (WorkFolder work = WorkFolder.in(folder)) {
            BulkRun run = new BulkRun(missing, work, listener, signer.look(now), cades.digestAlgorithm(), room);
            Crew crew = new Crew(threads);
            crew.each(missing.size(), at -> run.prepare(at, salt()));
            Optional<HashTree> tree = run.tree();
            if (tree.isPresent()) {
                run.sealed(cades.signAll(tree.get()));
                crew.each(tree.get().documents(), run::finish);
            }
            int signed = tree.map(HashTree::documents).orElse(0);
            return new BulkResult(signed, kept, missing.size() - signed);
        }
    }

    private byte[] salt() {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return salt;
    }

    private void allowed(Instant now, int documents) throws SigningException {
        if (signer.form() != SignatureForm.PADES) {
            throw new SigningException(
                    SigningProblem.NOT_SUPPORTED,
                    "many documents under one signature as " + signer.form().label());
        }
        if (signer.level().compareTo(Level.T) > 0) {
            throw new SigningException(
                    SigningProblem.NOT_SUPPORTED,
                    "level " + signer.level() + " for many documents under one signature; sign at T, then extend each");
        }
        if (documents > HashTree.MOST_DOCUMENTS) {
            throw new SigningException(
                    SigningProblem.NOT_SUPPORTED,
                    "more than " + HashTree.MOST_DOCUMENTS + " documents under one signature");
        }
        signer.allowed(now);
    }

    private static void requireOutputs(List<BulkDocument> documents, Path folder) throws IOException {
        Path inside = folder.toAbsolutePath().normalize();
        Set<Path> seen = new HashSet<>();
        for (BulkDocument each : documents) {
            Path out = each.out().toAbsolutePath().normalize();
            if (!out.startsWith(inside) || out.equals(inside)) {
                throw new IllegalArgumentException(out + " is not in " + inside);
            }
            if (!seen.add(out)) {
                throw new IllegalArgumentException(out + " is to be written twice");
            }
            if (Files.exists(out) && Files.exists(each.in()) && Files.isSameFile(each.in(), out)) {
                throw new IllegalArgumentException("the signed document needs a file of its own, not " + out);
            }
        }
    }

    private Optional<Integer> tokenSize() throws SigningException {
        if (signer.level() == Level.B) {
            return Optional.empty();
        }
        TimestampSource source = signer.timestamps().orElseThrow();
        byte[] nothing = Providers.digest(DigestAlgorithm.SHA256, new byte[0]);
        return Optional.of(source.timestamp(DigestAlgorithm.SHA256, nothing).length + TOKEN_VARIATION);
    }
}
