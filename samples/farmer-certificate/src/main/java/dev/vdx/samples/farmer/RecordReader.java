package dev.vdx.samples.farmer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads a record as {@code record.schema.json} describes it, field by field, and refuses all else. */
final class RecordReader {
    private static final int LARGEST = 1 << 20;
    private static final int MOST_PLOTS = 500;
    private static final int LONGEST_LINE = 200;
    /** A year from here on is most likely one of the Buddhist era, written where the common era belongs. */
    private static final int LOOKS_BUDDHIST = 2400;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(8)
                            .maxStringLength(4_096)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private RecordReader() {}

    /** @throws RecordException it is no JSON, or not such a record */
    static FarmerRecord read(byte[] bytes) throws RecordException {
        if (bytes.length > LARGEST) {
            throw new RecordException("the record is larger than " + LARGEST + " bytes");
        }
        JsonNode root;
        try {
            root = JSON.readTree(bytes);
        } catch (IOException e) {
            throw new RecordException("no sound JSON: " + firstLine(e), e);
        }
        members(root, "record", Set.of("reference", "issued", "issuer", "farmer", "plots", "registrar"));
        return new FarmerRecord(
                text(root, "reference"),
                time(root, "issued"),
                issuer(root),
                farmer(root.path("farmer")),
                plots(root.path("plots")),
                registrar(root.path("registrar")));
    }

    private static String firstLine(IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private static List<String> issuer(JsonNode root) throws RecordException {
        JsonNode array = array(root.path("issuer"), "issuer", 3);
        List<String> lines = new ArrayList<>();
        for (JsonNode line : array) {
            lines.add(text(line, "issuer", "a line"));
        }
        return lines;
    }

    private static FarmerRecord.Farmer farmer(JsonNode node) throws RecordException {
        members(node, "farmer", Set.of("name", "registration", "address"));
        return new FarmerRecord.Farmer(text(node, "name"), text(node, "registration"), text(node, "address"));
    }

    private static List<FarmerRecord.Plot> plots(JsonNode node) throws RecordException {
        List<FarmerRecord.Plot> plots = new ArrayList<>();
        for (JsonNode plot : array(node, "plots", MOST_PLOTS)) {
            members(plot, "plot", Set.of("name", "crop", "area"));
            JsonNode area = plot.path("area");
            members(area, "area", Set.of("rai", "ngan", "squareWa"));
            plots.add(new FarmerRecord.Plot(
                    text(plot, "name"),
                    text(plot, "crop"),
                    new FarmerRecord.Area(
                            number(area, "rai", 1_000_000), number(area, "ngan", 3), number(area, "squareWa", 99))));
        }
        return plots;
    }

    private static FarmerRecord.Registrar registrar(JsonNode node) throws RecordException {
        members(node, "registrar", Set.of("name", "office"));
        return new FarmerRecord.Registrar(text(node, "name"), text(node, "office"));
    }

    private static void members(JsonNode node, String what, Set<String> expected) throws RecordException {
        if (!node.isObject()) {
            throw new RecordException(what + " is missing, or no object");
        }
        Set<String> unknown = new HashSet<>();
        node.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(expected);
        if (!unknown.isEmpty()) {
            throw new RecordException(what + " has members nobody knows: " + unknown);
        }
    }

    private static JsonNode array(JsonNode node, String what, int most) throws RecordException {
        if (!node.isArray() || node.isEmpty() || node.size() > most) {
            throw new RecordException(what + " is no list of 1 to " + most);
        }
        return node;
    }

    private static String text(JsonNode parent, String member) throws RecordException {
        return text(parent.path(member), member, "a text");
    }

    private static String text(JsonNode node, String what, String kind) throws RecordException {
        String text = node.isTextual() ? node.textValue() : "";
        if (text.isBlank() || text.length() > LONGEST_LINE) {
            throw new RecordException(
                    what + " is no " + kind.substring(2) + " of 1 to " + LONGEST_LINE + " characters");
        }
        return text;
    }

    private static int number(JsonNode parent, String member, int most) throws RecordException {
        JsonNode node = parent.path(member);
        if (!node.isInt() || node.intValue() < 0 || node.intValue() > most) {
            throw new RecordException(member + " is no whole number of 0 to " + most);
        }
        return node.intValue();
    }

    private static OffsetDateTime time(JsonNode parent, String member) throws RecordException {
        try {
            OffsetDateTime time = OffsetDateTime.parse(text(parent, member));
            if (time.getYear() >= LOOKS_BUDDHIST) {
                throw new RecordException(member + " has a year of the Buddhist era; the common era is meant");
            }
            return time;
        } catch (DateTimeException e) {
            throw new RecordException(member + " is no time of RFC 3339", e);
        }
    }
}
