package dev.vdx.node.push;

import dev.vdx.exchange.Acting;
import dev.vdx.exchange.Envelope;
import dev.vdx.exchange.MessageKind;
import dev.vdx.exchange.PartyId;
import dev.vdx.exchange.Secrecy;
import dev.vdx.exchange.Sha256;
import dev.vdx.exchange.Speed;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the agency's own system wants sent.
 *
 * @param clientKey what it calls this; the same again is not sent again
 * @param documents small ones with their content, others handed in before
 */
public record Draft(
        Optional<String> clientKey,
        MessageKind kind,
        PartyId to,
        String documentType,
        Map<String, String> keys,
        Optional<String> purpose,
        Optional<String> legalBasis,
        Optional<Acting> acting,
        Speed speed,
        Secrecy secrecy,
        Optional<String> conversation,
        Envelope.Reference reference,
        Optional<String> reason,
        List<DraftDocument> documents) {

    public Draft {
        keys = Map.copyOf(keys);
        documents = List.copyOf(documents);
    }

    /**
     * A document of a draft.
     *
     * @param content where it comes with the draft; else it was handed in before
     */
    public record DraftDocument(String name, String mediaType, Sha256 digest, Optional<byte[]> content) {}
}
