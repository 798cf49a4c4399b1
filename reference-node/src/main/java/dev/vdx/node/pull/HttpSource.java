package dev.vdx.node.pull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vdx.node.peers.WebClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A back end of the agency's own: {@code POST {"documentType": …, "keys": {…}}} is answered with {@code 404}, or {@code 200}
 * and {@code {"documents": [{"name": …, "mediaType": …, "content": base64 or "href": …}]}}.
 */
public final class HttpSource implements DocumentSource {
    private static final int MOST_ANSWER = 64 << 20;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final WebClient client;
    private final URI address;
    private final Map<String, String> authorization;

    /**
     * A source.
     *
     * @param token shown as {@code Authorization: Bearer}, to this address only
     */
    public HttpSource(WebClient client, URI address, Optional<String> token) {
        this.client = client;
        this.address = address;
        this.authorization =
                token.map(t -> Map.of("Authorization", "Bearer " + t)).orElse(Map.of());
    }

    @Override
    public List<Found> find(String documentType, Map<String, String> keys) throws IOException {
        ObjectNode question = MAPPER.createObjectNode();
        question.put("documentType", documentType);
        ObjectNode asked = question.putObject("keys");
        keys.forEach(asked::put);
        Map<String, String> headers = new HashMap<>(authorization);
        headers.put("Accept", "application/json");
        try (WebClient.Answer answer = client.post(address, MAPPER.writeValueAsBytes(question), headers)) {
            if (answer.status() == 404) {
                return List.of();
            }
            if (answer.status() != 200 || !answer.type().equals("application/json")) {
                throw new IOException("the back end answers " + answer.status() + " " + answer.type());
            }
            return documents(MAPPER.readTree(answer.bytes(MOST_ANSWER)));
        } catch (JsonProcessingException e) {
            // What the parser says may quote the answer.
            throw new IOException("the back end answers no JSON");
        }
    }

    private List<Found> documents(JsonNode answer) throws IOException {
        JsonNode documents = answer.path("documents");
        if (!documents.isArray()) {
            throw new IOException("the back end answers no list of documents");
        }
        List<Found> found = new ArrayList<>();
        for (JsonNode document : documents) {
            found.add(new Found(text(document, "name"), text(document, "mediaType"), content(document)));
        }
        return found;
    }

    private static String text(JsonNode document, String name) throws IOException {
        if (!document.path(name).isTextual()) {
            throw new IOException("a document of the back end has no " + name);
        }
        return document.path(name).textValue();
    }

    private Content content(JsonNode document) throws IOException {
        if (document.has("content")) {
            byte[] bytes;
            try {
                bytes = Base64.getDecoder().decode(text(document, "content"));
            } catch (IllegalArgumentException e) {
                throw new IOException("a document of the back end is not base64");
            }
            return () -> new ByteArrayInputStream(bytes);
        }
        URI place;
        try {
            place = address.resolve(text(document, "href"));
        } catch (IllegalArgumentException e) {
            throw new IOException("a document of the back end has no sound href");
        }
        boolean same = Objects.equals(place.getScheme(), address.getScheme())
                && Objects.equals(place.getRawAuthority(), address.getRawAuthority());
        if (!same) {
            throw new IOException("a document of the back end is at another host");
        }
        return () -> open(place);
    }

    private InputStream open(URI place) throws IOException {
        WebClient.Answer answer = client.get(place, authorization);
        if (answer.status() != 200) {
            answer.close();
            throw new IOException("the back end answers " + answer.status() + " for a document");
        }
        return answer.body();
    }
}
