package dev.vdx.node.page;

import dev.vdx.Verifier;
import dev.vdx.exchange.DirectoryCheck;
import dev.vdx.exchange.ExchangeException;
import dev.vdx.model.Limits;
import dev.vdx.model.Source;
import dev.vdx.node.peers.Peers;
import dev.vdx.report.Report;
import dev.vdx.trust.TrustAnchors;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** Whom a file that people bring is believed by: the operator's anchors and, while there is one, the directory's parties. */
public final class FileTrust {
    private final TrustAnchors anchors;
    private final Peers peers;
    private final Clock clock;

    public FileTrust(TrustAnchors anchors, Peers peers, Clock clock) {
        this.anchors = anchors;
        this.peers = peers;
        this.clock = clock;
    }

    /** Verifies one, visiting no address where {@code offline}. */
    Report verify(Path file, String name, boolean offline) throws IOException {
        Optional<DirectoryCheck> check = check();
        Verifier online = Verifier.trusting(check.map(DirectoryCheck::anchors).orElse(anchors), clock);
        try (Source source = Source.file(file)) {
            Report report = (offline ? online.offline() : online).verify(source, name);
            return check.isPresent()
                    ? check.get().check(source, report, Limits.DEFAULT).report()
                    : report;
        }
    }

    private Optional<DirectoryCheck> check() {
        try {
            return Optional.of(DirectoryCheck.of(peers.signed(), anchors));
        } catch (ExchangeException e) {
            return Optional.empty();
        }
    }
}
