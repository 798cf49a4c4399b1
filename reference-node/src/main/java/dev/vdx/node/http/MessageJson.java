package dev.vdx.node.http;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vdx.exchange.DocumentEntry;
import dev.vdx.node.store.Receipts;
import dev.vdx.node.store.StoredMessage;
import java.util.List;

/** Messages as the local listener shows them. */
final class MessageJson {
    static final JsonMapper MAPPER = JsonMapper.builder().build();

    private MessageJson() {}

    static ObjectNode of(StoredMessage message) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("id", message.envelope().id().toString());
        json.put("direction", message.direction().label());
        json.put("kind", message.envelope().kind().label());
        json.put("from", message.envelope().from().toString());
        json.put("to", message.envelope().to().toString());
        json.put("time", message.envelope().time().toString());
        json.put("documentType", message.envelope().documentType());
        json.put("state", message.state().label());
        message.verdict().ifPresent(v -> json.put("verdict", v));
        message.note().ifPresent(n -> json.put("note", n));
        json.put("sha256", message.digest().hex());
        json.put("size", message.size());
        json.put("payload", message.payload());
        json.put("stored", message.created().toString());
        message.fetched().ifPresent(f -> json.put("acknowledged", f.toString()));
        ObjectNode keys = json.putObject("keys");
        message.envelope().keys().forEach(keys::put);
        message.envelope().conversation().ifPresent(c -> json.put("conversation", c));
        message.envelope().reference().replyTo().ifPresent(r -> json.put("replyTo", r.toString()));
        message.envelope().reference().supersedes().ifPresent(r -> json.put("supersedes", r.toString()));
        message.envelope().reference().revokes().ifPresent(r -> json.put("revokes", r.toString()));
        var documents = json.putArray("documents");
        for (DocumentEntry document : message.envelope().documents()) {
            documents
                    .addObject()
                    .put("name", document.name())
                    .put("mediaType", document.mediaType())
                    .put("size", document.size())
                    .put("sha256", document.digest().hex());
        }
        return json;
    }

    static ObjectNode of(StoredMessage message, List<Receipts.SignedReceiptRow> receipts, List<StoredMessage> about) {
        ObjectNode json = of(message);
        var list = json.putArray("receipts");
        receipts.forEach(r -> list.addObject().put("kind", r.kind().label()).put("signed", r.body()));
        var related = json.putArray("changedBy");
        about.forEach(m -> related.addObject()
                .put("id", m.envelope().id().toString())
                .put("kind", m.envelope().kind().label())
                .put("direction", m.direction().label()));
        return json;
    }
}
