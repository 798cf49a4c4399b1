package dev.vdx.pending;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vdx.model.Level;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/** The record of a pending document, beside it: {@code licence.pdf.pending.json} ({@code spec/schema/pending.schema.json}). */
public final class PendingFile {
    private static final String SUFFIX = ".pending.json";
    private static final String VERSION = "1";
    private static final int LARGEST = 64 << 10;
    private static final int MOST_DETAILS = 16;
    private static final int LONGEST_DETAIL = 2_000;
    private static final AtomicLong UNFINISHED = new AtomicLong();
    private static final Set<String> KEYS = Set.of(
            "vdx-pending",
            "document",
            "sha256",
            "reached",
            "wanted",
            "missing",
            "since",
            "reason",
            "timestamps",
            "next");
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static {
        MAPPER.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(8)
                        .maxStringLength(LARGEST)
                        .build());
    }

    private PendingFile() {}

    /** Where the record of a document is. */
    public static Path of(Path document) {
        return document.resolveSibling(document.getFileName() + SUFFIX);
    }

    /**
     * The records in a folder, by name; not in the folders below.
     *
     * @throws IOException if it cannot be read
     */
    public static List<Path> in(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            files.forEach(found::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        Collections.sort(found);
        return found;
    }

    /**
     * Writes a record where {@link #of} says; it is there whole or not at all, and takes the place of an older one.
     *
     * @throws IOException if it cannot be written
     */
    public static void write(Pending pending) throws IOException {
        Path file = of(pending.document());
        Path unfinished = file.resolveSibling("." + file.getFileName() + "."
                + ProcessHandle.current().pid() + "-" + UNFINISHED.incrementAndGet() + ".part");
        try {
            Files.writeString(unfinished, json(pending).toPrettyString() + "\n", UTF_8);
            move(unfinished, file);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static ObjectNode json(Pending pending) {
        ObjectNode json = MAPPER.createObjectNode()
                .put("vdx-pending", VERSION)
                .put("document", String.valueOf(pending.document().getFileName()))
                .put("sha256", pending.sha256())
                .put("reached", pending.reached().name())
                .put("wanted", pending.wanted().name());
        ArrayNode missing = json.putArray("missing");
        pending.missing().forEach(each -> missing.add(each.label()));
        json.put("since", pending.since().toString());
        ObjectNode reason = json.putObject("reason")
                .put("problem", pending.reason().problem().name());
        ArrayNode details = reason.putArray("details");
        pending.reason().details().stream()
                .limit(MOST_DETAILS)
                .map(each -> each.substring(0, Math.min(each.length(), LONGEST_DETAIL)))
                .forEach(details::add);
        reason.put("at", pending.reason().at().toString());
        ArrayNode timestamps = json.putArray("timestamps");
        pending.timestamps().forEach(each -> timestamps.add(each.toString()));
        pending.next()
                .ifPresent(next -> json.putObject("next")
                        .put("sha256", next.sha256())
                        .put("reached", next.reached().name()));
        return json;
    }

    /**
     * Reads a record.
     *
     * @throws SigningException PENDING_OTHER if it is none, or names a document anywhere but beside it
     * @throws IOException if it cannot be read
     */
    public static Pending read(Path file) throws SigningException, IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LARGEST + 1);
        }
        if (bytes.length > LARGEST) {
            throw other(file, "it is longer than any record");
        }
        try {
            return parsed(file, MAPPER.readTree(bytes));
        } catch (JsonProcessingException e) {
            throw other(file, "it is no JSON");
        } catch (IllegalArgumentException | DateTimeException e) {
            throw other(file, "it is no such record: " + e.getMessage());
        }
    }

    private static Pending parsed(Path file, JsonNode json) {
        Set<String> unknown = new TreeSet<>();
        json.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(KEYS);
        require(json.isObject() && unknown.isEmpty(), "not known: " + unknown);
        require(text(json, "vdx-pending").equals(VERSION), "not of version " + VERSION);
        Path document = file.resolveSibling(text(json, "document"));
        require(of(document).equals(file), "it names a document that does not lie beside it");
        Level reached = Level.valueOf(text(json, "reached"));
        Level wanted = Level.valueOf(text(json, "wanted"));
        require(reached.compareTo(wanted) < 0, "nothing is missing");
        require(
                texts(json.path("missing"))
                        .equals(Missing.between(reached, wanted).stream()
                                .map(Missing::label)
                                .toList()),
                "missing");
        JsonNode reason = json.path("reason");
        return new Pending(
                document,
                digest(json),
                reached,
                wanted,
                Instant.parse(text(json, "since")),
                new Pending.Reason(
                        SigningProblem.valueOf(text(reason, "problem")),
                        texts(reason.path("details")),
                        Instant.parse(text(reason, "at"))),
                texts(json.path("timestamps")).stream()
                        .map(PendingFile::address)
                        .toList(),
                next(json.path("next")));
    }

    private static URI address(String text) {
        URI address = URI.create(text);
        String scheme = String.valueOf(address.getScheme());
        require(
                (scheme.equals("http") || scheme.equals("https"))
                        && address.getHost() != null
                        && address.getRawUserInfo() == null,
                "timestamps");
        return address;
    }

    private static Optional<Pending.Next> next(JsonNode json) {
        return json.isMissingNode()
                ? Optional.empty()
                : Optional.of(new Pending.Next(digest(json), Level.valueOf(text(json, "reached"))));
    }

    private static String digest(JsonNode json) {
        String digest = text(json, "sha256");
        require(digest.matches("[0-9a-f]{64}"), "sha256");
        return digest;
    }

    private static List<String> texts(JsonNode json) {
        require(json.isArray() && json.size() <= MOST_DETAILS, "a list is missing or too long");
        List<String> texts = new ArrayList<>();
        for (Iterator<JsonNode> each = json.elements(); each.hasNext(); ) {
            JsonNode text = each.next();
            require(text.isTextual(), "a list holds something else than text");
            texts.add(text.textValue());
        }
        return texts;
    }

    private static String text(JsonNode json, String key) {
        require(json.path(key).isTextual(), key);
        return json.path(key).textValue();
    }

    private static void require(boolean sound, String what) {
        if (!sound) {
            throw new IllegalArgumentException(what);
        }
    }

    private static SigningException other(Path file, String why) {
        return new SigningException(SigningProblem.PENDING_OTHER, String.valueOf(file.getFileName()), why);
    }
}
