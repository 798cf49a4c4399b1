package dev.vdx.asic;

import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Limits;
import dev.vdx.model.Source;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The entries of one container: their names, their digests, each made once, all within the time limit. */
final class Entries {
    private static final int LONGEST_PART = 4 << 20;
    private static final int BUFFER = 64 << 10;

    private final Source source;
    private final Limits limits;
    private final long deadline;
    private final Map<String, ZipItem> byName = new LinkedHashMap<>();
    private final Map<String, Map<DigestAlgorithm, byte[]>> digests = new HashMap<>();

    Entries(Source source, Limits limits, List<ZipItem> items) {
        this.source = source;
        this.limits = limits;
        this.deadline = System.nanoTime() + limits.time().toNanos();
        items.forEach(item -> byName.put(item.name(), item));
    }

    Set<String> names() {
        return byName.keySet();
    }

    boolean has(String name) {
        return byName.containsKey(name);
    }

    /** The data objects: neither folders nor what belongs to the container itself. */
    List<String> data() {
        return byName.keySet().stream()
                .filter(name -> !EntryNames.isReserved(name) && !name.endsWith("/"))
                .toList();
    }

    /** Entries right in META-INF by a word in their name and its ending. */
    List<String> parts(String word, String ending) {
        return byName.keySet().stream()
                .filter(name -> name.startsWith(EntryNames.META_INF)
                        && name.indexOf('/', EntryNames.META_INF.length()) < 0
                        && name.contains(word)
                        && name.endsWith(ending))
                .toList();
    }

    /** All bytes of an entry that belongs to the container itself. */
    byte[] small(String name) throws AsicException, IOException {
        ZipItem item = byName.get(name);
        if (item == null || item.size() > LONGEST_PART) {
            throw new AsicException(FindingCode.LIMIT_EXCEEDED, "bytes of " + name, LONGEST_PART);
        }
        requireTime();
        try (InputStream in = new EntryStream(source, item)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw AsicException.malformed("entry unreadable: " + name);
        }
    }

    private void requireTime() throws AsicException {
        if (System.nanoTime() - deadline > 0) {
            throw new AsicException(FindingCode.LIMIT_EXCEEDED, "time > " + limits.time());
        }
    }

    /** The bytes of an entry of any size. */
    InputStream open(String name) {
        return new EntryStream(source, Objects.requireNonNull(byName.get(name)));
    }

    /** The digest of an entry of any size. */
    byte[] digest(String name, DigestAlgorithm algorithm) throws AsicException, IOException {
        Map<DigestAlgorithm, byte[]> known =
                digests.computeIfAbsent(name, unused -> new EnumMap<>(DigestAlgorithm.class));
        byte[] before = known.get(algorithm);
        if (before != null) {
            return before;
        }
        ZipItem item = byName.get(name);
        if (item == null) {
            throw AsicException.malformed("entry missing: " + name);
        }
        MessageDigest digest = Providers.digest(algorithm);
        byte[] buffer = new byte[(int) Math.min(BUFFER, item.size() + 1)];
        try (InputStream in = new EntryStream(source, item)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
                requireTime();
            }
        } catch (IOException e) {
            throw AsicException.malformed("entry unreadable: " + name);
        }
        byte[] value = digest.digest();
        known.put(algorithm, value);
        return value;
    }
}
