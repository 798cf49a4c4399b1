package dev.vdx.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.vdx.model.AlgorithmDates;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.FindingCode;
import dev.vdx.model.KeyFamily;
import dev.vdx.model.Level;
import dev.vdx.model.Policy;
import dev.vdx.model.Reaction;
import dev.vdx.model.RevocationDemands;
import dev.vdx.model.SignatureDemands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads one policy, closed: what it does not know it refuses. What is not said is as in {@link Policy#STRICT}. */
final class PolicyReader {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(8).build())
            .build();
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final Pattern OID = Pattern.compile("[0-2](\\.(0|[1-9][0-9]{0,15})){1,20}");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration CENTURY = Duration.ofDays(36_525);
    private static final int LARGEST_KEY = 65_536;

    private Optional<String> name = Optional.empty();
    private final Map<DigestAlgorithm, Instant> digests =
            new EnumMap<>(Policy.STRICT.algorithms().digests());
    private final Map<KeyFamily, NavigableMap<Integer, Instant>> keys =
            new EnumMap<>(Policy.STRICT.algorithms().keys());
    private SignatureDemands signature = Policy.STRICT.signature();
    private RevocationDemands revocation = Policy.STRICT.revocation();

    private PolicyReader() {}

    static Policy read(byte[] json, Optional<String> digest) throws PolicyException {
        PolicyReader reader = new PolicyReader();
        try (JsonParser parser = FACTORY.createParser(json)) {
            Entry whole = new Entry(parser, "");
            whole.token();
            whole.object(List.of("name", "about", "algorithms", "signature", "revocation"), reader::part);
            if (whole.token() != JsonToken.NOT_AVAILABLE) {
                throw whole.wrong("something follows it");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Policy(
                reader.name.orElseThrow(() -> new PolicyException("name: is missing")),
                digest,
                new AlgorithmDates(reader.digests, reader.keys),
                reader.signature,
                reader.revocation);
    }

    private void part(String key, Entry value) throws IOException, PolicyException {
        switch (key) {
            case "name" -> name = Optional.of(named(value));
            case "about" -> value.text();
            case "algorithms" -> value.object(List.of("digests", "keys"), this::algorithms);
            case "signature" ->
                value.object(List.of("level", "departures", "timestampDelay", "certificatePolicies"), this::signature);
            case "revocation" ->
                value.object(List.of("maximumAge", "withoutNextUpdate", "clockSkew"), this::revocation);
            default -> throw value.wrong("no such key");
        }
    }

    private static String named(Entry value) throws IOException, PolicyException {
        String text = value.text();
        if (!NAME.matcher(text).matches()) {
            throw value.wrong("'" + text + "' is not up to 64 small letters, digits, dots and dashes");
        }
        return text;
    }

    private void algorithms(String key, Entry value) throws IOException, PolicyException {
        if (key.equals("digests")) {
            List<String> known = Arrays.stream(DigestAlgorithm.values())
                    .map(DigestAlgorithm::jcaName)
                    .toList();
            value.object(
                    known,
                    (algorithm, end) ->
                            digests.put(digest(algorithm), end.end(AlgorithmDates.OPEN, AlgorithmDates.NEVER)));
        } else {
            List<String> known =
                    Arrays.stream(KeyFamily.values()).map(KeyFamily::label).toList();
            value.object(
                    known, (family, sizes) -> keys.put(KeyFamily.ofLabel(family).orElseThrow(), sizes(sizes)));
        }
    }

    private static DigestAlgorithm digest(String name) {
        return Arrays.stream(DigestAlgorithm.values())
                .filter(a -> a.jcaName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** From which size on until when. */
    private static NavigableMap<Integer, Instant> sizes(Entry sizes) throws IOException, PolicyException {
        NavigableMap<Integer, Instant> ends = new TreeMap<>();
        sizes.object((bits, end) -> {
            if (!bits.matches("[1-9][0-9]{0,4}") || Integer.parseInt(bits) > LARGEST_KEY) {
                throw end.wrong("a key's size is a number of bits, up to " + LARGEST_KEY);
            }
            ends.put(Integer.valueOf(bits), end.end(AlgorithmDates.OPEN, AlgorithmDates.NEVER));
        });
        return ends;
    }

    private void signature(String key, Entry value) throws IOException, PolicyException {
        signature = switch (key) {
            case "level" ->
                new SignatureDemands(
                        level(value),
                        signature.departures(),
                        signature.timestampDelay(),
                        signature.certificatePolicies());
            case "departures" ->
                new SignatureDemands(
                        signature.level(),
                        departures(value),
                        signature.timestampDelay(),
                        signature.certificatePolicies());
            case "timestampDelay" ->
                new SignatureDemands(
                        signature.level(),
                        signature.departures(),
                        Optional.of(value.duration(CENTURY)),
                        signature.certificatePolicies());
            default ->
                new SignatureDemands(
                        signature.level(), signature.departures(), signature.timestampDelay(), identifiers(value));
        };
    }

    private static Level level(Entry value) throws IOException, PolicyException {
        String text = value.text();
        return Arrays.stream(Level.values())
                .filter(l -> l.name().equals(text))
                .findFirst()
                .orElseThrow(() -> value.wrong("'" + text + "' is none of " + Arrays.toString(Level.values())));
    }

    private static Map<FindingCode, Reaction> departures(Entry value) throws IOException, PolicyException {
        Map<FindingCode, Reaction> departures = new EnumMap<>(FindingCode.class);
        Set<String> known = new TreeSet<>();
        SignatureDemands.DEPARTURES.forEach(code -> known.add(code.name()));
        value.object(known, (code, reaction) -> {
            String text = reaction.text();
            departures.put(
                    FindingCode.valueOf(code),
                    Reaction.ofLabel(text)
                            .orElseThrow(() -> reaction.wrong("'" + text + "' is none of refuse, warn, accept")));
        });
        return departures;
    }

    private static Set<String> identifiers(Entry value) throws IOException, PolicyException {
        List<String> texts = value.texts();
        for (String text : texts) {
            if (!OID.matcher(text).matches()) {
                throw value.wrong("'" + text + "' is no object identifier such as 2.16.764.1");
            }
        }
        if (texts.isEmpty()) {
            throw value.wrong("an empty list would allow none; leave it out to allow any");
        }
        return Set.copyOf(texts);
    }

    private void revocation(String key, Entry value) throws IOException, PolicyException {
        revocation = switch (key) {
            case "maximumAge" ->
                new RevocationDemands(
                        Optional.of(value.duration(CENTURY)), revocation.withoutNextUpdate(), revocation.clockSkew());
            case "withoutNextUpdate" ->
                new RevocationDemands(revocation.maximumAge(), value.duration(CENTURY), revocation.clockSkew());
            default ->
                new RevocationDemands(revocation.maximumAge(), revocation.withoutNextUpdate(), value.duration(DAY));
        };
    }
}
