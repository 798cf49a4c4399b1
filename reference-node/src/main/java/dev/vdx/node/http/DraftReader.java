package dev.vdx.node.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vdx.exchange.Acting;
import dev.vdx.exchange.Envelope;
import dev.vdx.exchange.MessageId;
import dev.vdx.exchange.MessageKind;
import dev.vdx.exchange.PartyId;
import dev.vdx.exchange.Secrecy;
import dev.vdx.exchange.Sha256;
import dev.vdx.exchange.Speed;
import dev.vdx.node.push.Draft;
import dev.vdx.node.push.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** JSON the agency's own systems send; members it does not know are refused, since a misspelt one would be lost. */
final class DraftReader {
    private static final int MOST_TEXT = 4_000;
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(8)
                            .maxStringLength(Body.MOST_JSON)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Set<String> KNOWN = Set.of(
            "kind",
            "to",
            "documentType",
            "keys",
            "purpose",
            "legalBasis",
            "acting",
            "speed",
            "secrecy",
            "conversation",
            "supersedes",
            "revokes",
            "replyTo",
            "requestDigest",
            "reason",
            "documents");

    private DraftReader() {}

    static JsonNode object(byte[] json, Set<String> known) throws Refusal {
        JsonNode node;
        try {
            node = MAPPER.readTree(json);
        } catch (IOException e) {
            throw invalid("not JSON, or a member twice");
        }
        if (node == null || !node.isObject()) {
            throw invalid("not a JSON object");
        }
        return known(node, known);
    }

    private static JsonNode known(JsonNode node, Set<String> known) throws Refusal {
        Set<String> strange = new TreeSet<>();
        node.fieldNames().forEachRemaining(strange::add);
        strange.removeAll(known);
        if (!strange.isEmpty()) {
            throw invalid("unknown members " + strange + "; known are " + new TreeSet<>(known));
        }
        return node;
    }

    static Draft draft(byte[] json, Optional<String> clientKey) throws Refusal {
        JsonNode node = object(json, KNOWN);
        try {
            return new Draft(
                    clientKey,
                    word(text(node, "kind").orElse("document"), MessageKind.class),
                    PartyId.parse(required(node, "to")),
                    required(node, "documentType"),
                    texts(node, "keys"),
                    text(node, "purpose"),
                    text(node, "legalBasis"),
                    acting(node),
                    code(text(node, "speed"), Speed.NORMAL, Speed.values(), Speed::code),
                    code(text(node, "secrecy"), Secrecy.NORMAL, Secrecy.values(), Secrecy::code),
                    text(node, "conversation"),
                    new Envelope.Reference(
                            text(node, "replyTo").map(MessageId::parse),
                            text(node, "requestDigest").map(Sha256::new),
                            text(node, "supersedes").map(MessageId::parse),
                            text(node, "revokes").map(MessageId::parse)),
                    text(node, "reason"),
                    documents(node));
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    private static List<Draft.DraftDocument> documents(JsonNode node) throws Refusal {
        List<Draft.DraftDocument> documents = new ArrayList<>();
        for (JsonNode document : node.path("documents")) {
            known(document, Set.of("name", "mediaType", "sha256", "content"));
            Optional<byte[]> content = content(document);
            documents.add(new Draft.DraftDocument(
                    required(document, "name"),
                    required(document, "mediaType"),
                    content.isPresent() ? Sha256.of(content.get()) : new Sha256(required(document, "sha256")),
                    content));
        }
        return documents;
    }

    private static Optional<byte[]> content(JsonNode document) throws Refusal {
        JsonNode content = document.get("content");
        if (content == null) {
            return Optional.empty();
        }
        if (document.has("sha256")) {
            throw invalid("a document has content, or the sha256 of what was handed in, not both");
        }
        if (!content.isTextual()) {
            throw invalid("content is not a text");
        }
        return Optional.of(Base64.getDecoder().decode(content.textValue()));
    }

    private static Optional<Acting> acting(JsonNode node) throws Refusal {
        if (!node.has("acting")) {
            return Optional.empty();
        }
        JsonNode acting = known(node.get("acting"), Set.of("provider", "subject", "ial", "aal"));
        return Optional.of(new Acting(
                required(acting, "provider"), required(acting, "subject"), text(acting, "ial"), text(acting, "aal")));
    }

    private static Map<String, String> texts(JsonNode node, String name) throws Refusal {
        Map<String, String> texts = new LinkedHashMap<>();
        JsonNode object = node.path(name);
        Iterator<String> names = object.fieldNames();
        while (names.hasNext()) {
            String key = names.next();
            texts.put(key, required(object, key));
        }
        return texts;
    }

    private static String required(JsonNode node, String name) throws Refusal {
        return text(node, name).orElseThrow(() -> invalid(name + " is missing"));
    }

    static Optional<String> text(JsonNode node, String name) throws Refusal {
        JsonNode value = node.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isTextual()
                || value.textValue().isEmpty()
                || value.textValue().length() > MOST_TEXT) {
            throw invalid(name + " is not a text of 1 to " + MOST_TEXT + " letters");
        }
        return Optional.of(value.textValue());
    }

    private static <E extends Enum<E>> E word(String word, Class<E> type) {
        if (!word.equals(word.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("unknown word " + word);
        }
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
    }

    private static <E> E code(Optional<String> code, E otherwise, E[] values, Function<E, String> codeOf) {
        if (code.isEmpty()) {
            return otherwise;
        }
        for (E value : values) {
            if (codeOf.apply(value).equals(code.get())) {
                return value;
            }
        }
        throw new IllegalArgumentException("unknown code " + code.get());
    }

    private static Refusal invalid(String why) {
        return new Refusal(422, "draft-invalid", why);
    }
}
