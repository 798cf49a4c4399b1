package dev.vdx.node.pull;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Several sources, each asked for its own types of document; one of them may have all the others. */
public final class SourcesByType implements DocumentSource {
    private final List<Part> parts;

    /**
     * One of them.
     *
     * @param types the types it has; empty: every type that no other names
     */
    public record Part(Set<String> types, DocumentSource source) {
        public Part {
            types = Set.copyOf(types);
        }
    }

    /**
     * These sources.
     *
     * @throws IllegalArgumentException if two have the same type, or two have every other
     */
    public SourcesByType(List<Part> parts) {
        this.parts = List.copyOf(parts);
        long named = parts.stream().flatMap(p -> p.types().stream()).distinct().count();
        long all = parts.stream().mapToLong(p -> p.types().size()).sum();
        if (named != all) {
            throw new IllegalArgumentException("two sources of documents have the same type");
        }
        if (parts.stream().filter(p -> p.types().isEmpty()).count() > 1) {
            throw new IllegalArgumentException("two sources of documents name no types, so that both have every one");
        }
    }

    @Override
    public List<Found> find(String documentType, Map<String, String> keys) throws IOException {
        Optional<Part> part = parts.stream()
                .filter(p -> p.types().contains(documentType))
                .findFirst()
                .or(() -> parts.stream().filter(p -> p.types().isEmpty()).findFirst());
        return part.isPresent() ? part.get().source().find(documentType, keys) : List.of();
    }

    @Override
    public void close() {
        parts.forEach(p -> p.source().close());
    }
}
