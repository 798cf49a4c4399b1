package dev.vdx.json;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The header parameter {@code crit} (RFC 7515, 4.1.11; TS 119 182-1, 5.1.9), strictly: what it names must be there, known and no standard's own. */
final class CriticalHeaders {
    /** Header parameters of RFC 7515, 7516 and 7518, which {@code crit} must not name. */
    static final Set<String> REGISTERED = Set.of(
            "alg",
            "jku",
            "jwk",
            "kid",
            "x5u",
            "x5c",
            "x5t",
            "x5t#S256",
            "typ",
            "cty",
            "crit",
            "enc",
            "zip",
            "epk",
            "apu",
            "apv",
            "iv",
            "tag",
            "p2s",
            "p2c");

    /** Those we understand and process (TS 119 182-1, 5.2 and 5.3.1; RFC 7797, 3). */
    private static final Set<String> UNDERSTOOD =
            Set.of("iat", "sigT", "x5t#o", "sigX5ts", "srCms", "sigPl", "srAts", "adoTst", "sigD", "etsiU", "b64");

    /** Those that mean something else to whoever does not know them (RFC 7797, 6); sigD is asked of the profile only. */
    private static final List<String> MUST_BE_NAMED = List.of("b64");

    private CriticalHeaders() {}

    /** What is wrong with it, if anything. */
    static Optional<String> fault(JsonValue.Members signed, JsonValue.Members unsigned) {
        if (unsigned.has("crit")) {
            return Optional.of("crit is not signed");
        }
        Set<String> named = new HashSet<>();
        if (signed.has("crit")) {
            if (!(signed.get("crit").orElseThrow() instanceof JsonValue.Elements elements)) {
                return Optional.of("crit is no array");
            }
            if (elements.all().isEmpty()) {
                return Optional.of("crit is empty");
            }
            for (JsonValue element : elements.all()) {
                Optional<String> fault = fault(element, named, signed, unsigned);
                if (fault.isPresent()) {
                    return fault;
                }
            }
        }
        return MUST_BE_NAMED.stream()
                .filter(name -> signed.has(name) && !named.contains(name))
                .findFirst()
                .map(name -> name + " is there but not in crit");
    }

    private static Optional<String> fault(
            JsonValue element, Set<String> named, JsonValue.Members signed, JsonValue.Members unsigned) {
        if (!(element instanceof JsonValue.Text text)) {
            return Optional.of("an entry of crit is no string");
        }
        String name = text.value();
        if (!named.add(name)) {
            return Optional.of("crit names " + name + " twice");
        }
        if (REGISTERED.contains(name)) {
            return Optional.of("crit names " + name + ", which every program knows");
        }
        if (!UNDERSTOOD.contains(name)) {
            return Optional.of("crit names " + name + ", which VDX does not know");
        }
        boolean there = signed.has(name) || (name.equals("etsiU") && unsigned.has(name));
        return there ? Optional.empty() : Optional.of("crit names " + name + ", which is not there");
    }
}
