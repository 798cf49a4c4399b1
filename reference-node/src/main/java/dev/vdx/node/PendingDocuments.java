package dev.vdx.node;

import dev.vdx.Extender;
import dev.vdx.PendingListener;
import dev.vdx.PendingResult;
import dev.vdx.cms.TimestampSource;
import dev.vdx.model.Level;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.node.Configuration.ConfigurationException;
import dev.vdx.node.store.Database;
import dev.vdx.pending.Pending;
import dev.vdx.pending.PendingFile;
import dev.vdx.report.Explained;
import dev.vdx.report.Lang;
import dev.vdx.report.Shown;
import dev.vdx.trust.TrustAnchors;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Raises by itself what the agency signed at a lower level while a service was down ({@code spec/pending.md}). */
final class PendingDocuments {
    private static final Logger LOG = LoggerFactory.getLogger(PendingDocuments.class);

    private final Path folder;
    private final Extender extender;
    private final Clock clock;
    /** What was told of those that stay; the same again and again would bury the rest of the log. */
    private final Map<Path, SigningProblem> told = new HashMap<>();

    private volatile PendingResult last = new PendingResult(0, 0, 0);

    private PendingDocuments(Path folder, Extender extender, Clock clock) {
        this.folder = folder;
        this.extender = extender;
        this.clock = clock;
    }

    /**
     * What the configuration says of it; absent where it names no folder.
     *
     * @throws ConfigurationException if it names one that is none
     * @throws IOException if anchors cannot be read
     */
    static Optional<PendingDocuments> of(Configuration configuration, Optional<TimestampSource> timestamps, Clock clock)
            throws ConfigurationException, IOException {
        Optional<Path> folder = configuration.optionalPath(Setting.PENDING);
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        if (!Files.isDirectory(folder.get())) {
            throw new ConfigurationException("pending is no folder");
        }
        // The records say how far; this is the highest there is.
        Extender extender = Extender.to(Level.LTA).clock(clock);
        Optional<Path> trust = configuration.optionalPath(Setting.PENDING_TRUST);
        if (trust.isPresent()) {
            extender = extender.trusting(TrustAnchors.pem(trust.get()));
        }
        if (!configuration.text(Setting.TSA_TRUST).isEmpty()) {
            extender = extender.timestampsTrusting(Stamps.anchors(configuration));
        }
        extender = timestamps.map(extender::timestamps).orElse(extender);
        return Optional.of(new PendingDocuments(folder.get(), extender, clock));
    }

    /** Looks at all of them once; what still waits is for the next time. */
    int raise(Database database) {
        try {
            last = extender.raisePending(folder, new Noted(database));
        } catch (SigningException e) {
            LOG.warn("pending documents: {}", Explained.of(e, Lang.EN).message());
        } catch (IOException e) {
            LOG.warn("pending documents: the folder cannot be read: {}", Shown.text(String.valueOf(e.getMessage())));
        }
        return 0;
    }

    /** How many stayed after the last look, for each reason there is. */
    void meters(MeterRegistry registry) {
        meter(registry, "service", PendingResult::waiting);
        meter(registry, "somebody", PendingResult::stuck);
    }

    private void meter(MeterRegistry registry, String waitsFor, ToIntFunction<PendingResult> count) {
        Gauge.builder("vdx_pending_documents", this, p -> count.applyAsInt(p.last))
                .tag("waits_for", waitsFor)
                .register(registry);
    }

    private final class Noted implements PendingListener {
        private final Database database;

        Noted(Database database) {
            this.database = database;
        }

        @Override
        public void raised(Pending document) {
            told.remove(PendingFile.of(document.document()));
            LOG.info("pending document {} is raised to {}", name(document.document()), document.reached());
            database.change(t -> t.audit()
                    .add(
                            clock.instant(),
                            "node",
                            "document.raised",
                            document.sha256(),
                            document.reached().name()));
        }

        @Override
        public void remains(Path record, SigningException why) {
            if (why.problem() == told.put(record, why.problem())) {
                return;
            }
            Explained explained = Explained.of(why, Lang.EN);
            LOG.warn("{} stays: {} {}", name(record), explained.message(), explained.next());
        }

        /** A file may be named after a person's number. */
        private static String name(Path file) {
            return Shown.text(String.valueOf(file.getFileName()));
        }
    }
}
