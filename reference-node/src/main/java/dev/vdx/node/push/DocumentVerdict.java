package dev.vdx.node.push;

import dev.vdx.Verifier;
import dev.vdx.exchange.DocumentEntry;
import dev.vdx.exchange.ExchangeException;
import dev.vdx.exchange.Message;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Outcome;
import dev.vdx.model.Source;
import dev.vdx.node.store.Blobs;
import dev.vdx.report.Report;
import java.io.IOException;
import java.io.InputStream;

/** Verifies the documents a message brings, each on its own. */
final class DocumentVerdict {
    private static final long IN_MEMORY = 1 << 20;

    private final Verifier verifier;
    private final Blobs blobs;

    DocumentVerdict(Verifier verifier, Blobs blobs) {
        this.verifier = verifier;
        this.blobs = blobs;
    }

    /** The worst outcome of those that hold signatures; UNSIGNED where none does. */
    Outcome of(Message message) throws ExchangeException, IOException {
        Outcome worst = Outcome.UNSIGNED;
        for (DocumentEntry document : message.envelope().documents()) {
            if (!document.byReference()) {
                worst = worse(worst, of(message, document));
            }
        }
        return worst;
    }

    static Outcome worse(Outcome worst, Outcome one) {
        return one == Outcome.UNSIGNED ? worst : worst == Outcome.UNSIGNED ? one : worst.worse(one);
    }

    private Outcome of(Message message, DocumentEntry document) throws ExchangeException, IOException {
        try (InputStream in = message.document(document)) {
            if (document.size() <= IN_MEMORY) {
                try (Source source = Source.bytes(in.readAllBytes())) {
                    return of(source);
                }
            }
            try (Blobs.Incoming copy = blobs.passing(in)) {
                return of(copy);
            }
        }
    }

    /** The outcome of one document. */
    Outcome of(Blobs.Incoming document) throws IOException {
        try (Source source = document.source()) {
            return of(source);
        }
    }

    private Outcome of(Source source) throws IOException {
        Report report = verifier.verify(source, "document");
        boolean notOurs = report.verdict().findings().stream()
                .anyMatch(f -> f.code() == FindingCode.UNKNOWN_FORMAT
                        || f.code() == FindingCode.EMPTY_FILE
                        || f.code() == FindingCode.FORMAT_NOT_SUPPORTED);
        return notOurs ? Outcome.UNSIGNED : report.outcome();
    }
}
