package dev.vdx.trust;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A cache that forgets what was used longest ago. Safe for several threads. */
final class Memory<K, V> {
    private final long capacity;
    private final Map<K, Entry<V>> entries = new LinkedHashMap<>(64, 0.75f, true);
    private long weight;

    private record Entry<V>(V value, long weight) {}

    /** Holds entries up to this total weight. */
    Memory(long capacity) {
        this.capacity = capacity;
    }

    synchronized Optional<V> get(K key) {
        return Optional.ofNullable(entries.get(key)).map(Entry::value);
    }

    /** Remembers; what alone weighs more than everything may is not kept. */
    synchronized void put(K key, V value, long itsWeight) {
        remove(key);
        if (itsWeight > capacity) {
            return;
        }
        entries.put(key, new Entry<>(value, itsWeight));
        weight += itsWeight;
        Iterator<Entry<V>> eldest = entries.values().iterator();
        while (weight > capacity) {
            weight -= eldest.next().weight();
            eldest.remove();
        }
    }

    synchronized void remove(K key) {
        Entry<V> old = entries.remove(key);
        if (old != null) {
            weight -= old.weight();
        }
    }
}
