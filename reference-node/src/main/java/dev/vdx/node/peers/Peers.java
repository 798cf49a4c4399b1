package dev.vdx.node.peers;

import dev.vdx.Verifier;
import dev.vdx.exchange.Directory;
import dev.vdx.exchange.ExchangeException;
import dev.vdx.exchange.ExchangeProblem;
import dev.vdx.exchange.SignedDirectory;
import dev.vdx.node.store.Database;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory: read from its source, verified, kept. An edition that is no good changes nothing; the last good one holds
 * until its own end. Safe for several threads.
 */
public final class Peers {
    private static final Logger LOG = LoggerFactory.getLogger(Peers.class);

    private final DirectorySource source;
    private final Verifier verifier;
    private final Database database;
    private final Clock clock;
    private volatile Optional<SignedDirectory> known = Optional.empty();
    private volatile Optional<String> trouble = Optional.empty();
    private volatile Optional<Instant> checked = Optional.empty();

    public Peers(DirectorySource source, Verifier verifier, Database database, Clock clock) {
        this.source = source;
        this.verifier = verifier;
        this.database = database;
        this.clock = clock;
    }

    /** Takes up the last good edition of an earlier run, then the one that is there. */
    public void start() {
        Optional<String> kept = database.read(t -> t.directory().newest());
        if (kept.isPresent()) {
            try {
                known = Optional.of(SignedDirectory.proven(kept.get(), verifier));
            } catch (ExchangeException e) {
                LOG.error("the directory kept from before is not good any more: {}", e.getMessage());
            }
        }
        refresh();
    }

    /** Looks again; true where a newer edition was taken up. */
    public synchronized boolean refresh() {
        try {
            Optional<String> read = source.read();
            if (read.isEmpty()) {
                seen();
                return false;
            }
            SignedDirectory found = SignedDirectory.verify(read.get(), verifier, known, clock);
            seen();
            if (known.map(k -> k.digest().equals(found.digest())).orElse(false)) {
                return false;
            }
            Instant now = clock.instant();
            database.change(t -> {
                t.directory().add(found.directory().sequence(), found.signed(), found.digest(), now);
                t.audit()
                        .add(
                                now,
                                "node",
                                "directory.taken",
                                "edition " + found.directory().sequence(),
                                found.digest().hex());
            });
            known = Optional.of(found);
            LOG.info("directory edition {} taken up", found.directory().sequence());
            return true;
        } catch (ExchangeException | IOException e) {
            source.refused();
            String why = e instanceof ExchangeException ? String.valueOf(e.getMessage()) : "cannot be read: " + e;
            if (!trouble.equals(Optional.of(why))) {
                LOG.error("the directory is refused, the last good one holds: {}", why);
            }
            trouble = Optional.of(why);
            return false;
        }
    }

    private void seen() {
        trouble = Optional.empty();
        checked = Optional.of(clock.instant());
    }

    /**
     * The directory that holds now.
     *
     * @throws ExchangeException DIRECTORY_EXPIRED if there is none
     */
    public Directory directory() throws ExchangeException {
        return signed().directory();
    }

    /**
     * The same, as it was signed.
     *
     * @throws ExchangeException DIRECTORY_EXPIRED if there is none
     */
    public SignedDirectory signed() throws ExchangeException {
        SignedDirectory found = known.orElseThrow(() ->
                new ExchangeException(ExchangeProblem.DIRECTORY_EXPIRED, "this node has no directory of parties"));
        if (!found.directory().validAt(clock.instant())) {
            throw new ExchangeException(
                    ExchangeProblem.DIRECTORY_EXPIRED,
                    "the directory of this node held until " + found.directory().validUntil());
        }
        return found;
    }

    /** When the edition that holds was last found to be the newest; absent where it was not since the start. */
    public Optional<Instant> checked() {
        return checked;
    }

    /** Why the directory that is there is not the one that holds. */
    public Optional<String> trouble() {
        return trouble;
    }
}
