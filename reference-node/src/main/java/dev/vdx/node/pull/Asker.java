package dev.vdx.node.pull;

import dev.vdx.node.peers.PeerAnswer;
import dev.vdx.node.peers.PeerClient;
import dev.vdx.node.push.Asking;
import dev.vdx.node.push.Receiver;
import dev.vdx.node.push.Refusal;
import dev.vdx.node.store.Blobs;
import dev.vdx.node.store.StoredMessage;
import java.io.IOException;
import java.net.URI;

/** Asks another agency's node, and takes its answer as if it had been pushed. */
public final class Asker implements Asking {
    private static final int MOST_PROBLEM = 1 << 20;

    private final PeerClient client;
    private final Blobs blobs;
    private final Receiver receiver;

    public Asker(PeerClient client, Blobs blobs, Receiver receiver) {
        this.client = client;
        this.blobs = blobs;
        this.receiver = receiver;
    }

    @Override
    public PeerAnswer ask(URI node, StoredMessage request) throws IOException, InterruptedException, Refusal {
        try {
            return client.ask(
                    node, blobs.place(request.digest()), request.digest(), MOST_PROBLEM, (body, contentDigest) -> {
                        try {
                            receiver.receiveAnswer(body, contentDigest, request);
                        } catch (Refusal e) {
                            throw new RefusedException(e);
                        }
                    });
        } catch (RefusedException e) {
            throw e.refusal;
        }
    }

    /** Carries a refusal through an interface for input and output. */
    private static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        private final Refusal refusal;

        RefusedException(Refusal refusal) {
            super(refusal);
            this.refusal = refusal;
        }
    }
}
