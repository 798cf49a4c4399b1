package dev.vdx.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vdx.exchange.Sha256;
import dev.vdx.model.Outcome;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What came of each file so far, one JSON object a line, so that a run that was stopped goes on where it was. Its first line
 * says by what the files were judged; a file that changed since is verified anew.
 */
final class ResultsFile implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path path;
    private final RandomAccessFile file;
    private final Map<String, Known> known = new HashMap<>();

    private record Known(long size, long modified, Outcome outcome) {}

    private ResultsFile(Path path, RandomAccessFile file) {
        this.path = path;
        this.file = file;
    }

    /**
     * Opens one, new or of an earlier run.
     *
     * @param judgedBy names all that decides about a file: who is trusted, by which policy, as of when
     */
    static ResultsFile open(Path path, String judgedBy) throws Refusal {
        String judged = Sha256.of(judgedBy.getBytes(StandardCharsets.UTF_8)).hex();
        try {
            ResultsFile results = new ResultsFile(path, new RandomAccessFile(path.toFile(), "rw"));
            try {
                results.read(judged);
            } catch (IOException | Refusal | RuntimeException e) {
                results.close();
                throw e;
            }
            return results;
        } catch (IOException e) {
            throw Refusal.input(
                    "cannot use " + path + " for results: " + Reasons.of(e),
                    "ใช้ " + path + " เก็บผลไม่ได้: " + Reasons.of(e));
        }
    }

    private void read(String judged) throws IOException, Refusal {
        boolean first = true;
        long whole = 0;
        byte[] all = Files.readAllBytes(path);
        for (int at = 0; at < all.length; ) {
            int end = at;
            while (end < all.length && all[end] != '\n') {
                end++;
            }
            if (end == all.length && !first) {
                // The line a run was stopped in; its file is verified again.
                break;
            } else if (end == all.length) {
                throw foreign();
            }
            JsonNode line = line(Arrays.copyOfRange(all, at, end));
            if (first && !line.path("judgedBy").asText().equals(judged)) {
                throw Refusal.usage(
                        path + " holds results of other trust, policy or time; name another file with --results",
                        path + " เป็นผลที่ตรวจด้วยความเชื่อถือ นโยบาย หรือเวลาอื่น ให้ระบุไฟล์อื่นด้วย --results");
            } else if (!first) {
                remember(line);
            }
            first = false;
            at = end + 1;
            whole = at;
        }
        file.setLength(whole);
        file.seek(whole);
        if (first) {
            write(JSON.createObjectNode().put("results", 1).put("judgedBy", judged));
        }
    }

    private JsonNode line(byte[] bytes) throws Refusal, IOException {
        try {
            return JSON.readTree(bytes);
        } catch (JacksonException e) {
            throw foreign();
        }
    }

    private void remember(JsonNode line) throws Refusal {
        String word = line.path("outcome").asText();
        Outcome outcome = Arrays.stream(Outcome.values())
                .filter(o -> o.label().equals(word))
                .findFirst()
                .orElseThrow(this::foreign);
        known.put(
                line.path("file").asText(),
                new Known(line.path("size").asLong(-1), line.path("modified").asLong(-1), outcome));
    }

    private Refusal foreign() {
        return Refusal.usage(
                path + " holds something else than results of vdx verify; name another file with --results",
                path + " ไม่ใช่ไฟล์ผลของ vdx verify ให้ระบุไฟล์อื่นด้วย --results");
    }

    /** What came of this file, if it is the same as it was then. */
    Optional<Outcome> of(Path each) {
        return Optional.ofNullable(known.get(each.toString()))
                .filter(k -> k.size() == each.toFile().length()
                        && k.modified() == each.toFile().lastModified())
                .map(Known::outcome);
    }

    /** How a file looked, to be taken before it is verified. */
    static ObjectNode looked(Path each) {
        return JSON.createObjectNode()
                .put("file", each.toString())
                .put("size", each.toFile().length())
                .put("modified", each.toFile().lastModified());
    }

    /** Adds what came of one. */
    void add(ObjectNode looked, Outcome outcome) throws Refusal {
        try {
            write(looked.put("outcome", outcome.label()));
        } catch (IOException e) {
            throw unwritten(e);
        }
    }

    private void write(ObjectNode line) throws IOException {
        file.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws Refusal {
        try {
            file.close();
        } catch (IOException e) {
            throw unwritten(e);
        }
    }

    private Refusal unwritten(IOException e) {
        return Refusal.input(
                "cannot write to " + path + ": " + Reasons.of(e), "เขียน " + path + " ไม่ได้: " + Reasons.of(e));
    }
}
