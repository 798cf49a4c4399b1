package dev.vdx.node.push;

import dev.vdx.node.peers.PeerAnswer;
import dev.vdx.node.store.StoredMessage;
import java.io.IOException;
import java.net.URI;

/** Puts a request to another agency's node. */
public interface Asking {
    /**
     * Asks. When this returns with status 200 the answer is verified and on the disk.
     *
     * @throws IOException if the other node cannot be reached or breaks off
     * @throws Refusal if its answer is not sound
     */
    PeerAnswer ask(URI node, StoredMessage request) throws IOException, InterruptedException, Refusal;
}
