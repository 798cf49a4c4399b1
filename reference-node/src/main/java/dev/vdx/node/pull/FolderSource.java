package dev.vdx.node.pull;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A folder with {@code index.json}: an array of {@code {"type": …, "keys": {…}, "documents": [{"file": …, "mediaType": …}]}}.
 * Read anew for each request, so that the agency may replace it (by renaming another into its place) at any time.
 */
public final class FolderSource implements DocumentSource {
    private static final long LARGEST_INDEX = 64L << 20;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Path folder;

    public FolderSource(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    @Override
    public List<Found> find(String documentType, Map<String, String> keys) throws IOException {
        List<Found> found = new ArrayList<>();
        for (JsonNode entry : index()) {
            if (entry.path("type").asText().equals(documentType) && keys(entry).equals(keys)) {
                for (JsonNode document : entry.path("documents")) {
                    found.add(document(document));
                }
            }
        }
        return found;
    }

    private JsonNode index() throws IOException {
        Path file = folder.resolve("index.json");
        if (Files.size(file) > LARGEST_INDEX) {
            throw new IOException("index.json is larger than " + LARGEST_INDEX + " bytes");
        }
        JsonNode index = MAPPER.readTree(file.toFile());
        if (!index.isArray()) {
            throw new IOException("index.json is not an array");
        }
        return index;
    }

    private static Map<String, String> keys(JsonNode entry) {
        Map<String, String> keys = new LinkedHashMap<>();
        entry.path("keys")
                .properties()
                .forEach(k -> keys.put(k.getKey(), k.getValue().asText()));
        return keys;
    }

    private Found document(JsonNode document) throws IOException {
        String name = document.path("file").asText();
        Path file = folder.resolve(name).normalize();
        // Only files that lie in the folder itself: the index names no other place, and no link leads out of it.
        if (!folder.equals(file.getParent()) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("index.json names a file that is not in its folder");
        }
        return new Found(
                name,
                document.path("mediaType").asText("application/octet-stream"),
                () -> Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS));
    }
}
