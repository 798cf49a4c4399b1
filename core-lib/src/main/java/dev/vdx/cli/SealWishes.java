package dev.vdx.cli;

import dev.vdx.model.Nearest;
import dev.vdx.seal.SealBox;
import dev.vdx.seal.SealLanguage;
import dev.vdx.seal.SealSpec;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a visible seal should be, as given by name and value; unknown names are refused. */
final class SealWishes {
    private static final List<String> KNOWN = List.of(
            "agency",
            "reason",
            "location",
            "verification",
            "page",
            "x",
            "y",
            "width",
            "height",
            "language",
            "thaiDigits",
            "zone");

    private final Map<String, List<String>> values;

    SealWishes(Map<String, List<String>> values) throws Refusal {
        for (String key : values.keySet()) {
            if (!KNOWN.contains(key)) {
                String near = Nearest.to(key, KNOWN)
                        .map(n -> "did you mean '" + n + "'?")
                        .orElse("known are " + String.join(", ", KNOWN));
                throw wrong(key, "no such key; " + near);
            }
        }
        this.values = Map.copyOf(values);
    }

    /**
     * The seal.
     *
     * @param agency whose seal it is where nothing is said
     */
    SealSpec spec(String agency, Optional<String> reason, Optional<String> location, Instant time) throws Refusal {
        SealBox box = new SealBox(number("x", 36), number("y", 36), number("width", 240), number("height", 90));
        SealSpec spec = SealSpec.of(agency, time, box).withPage((int) number("page", -1));
        List<String> lines = values.getOrDefault("agency", List.of());
        if (!lines.isEmpty()) {
            spec = spec.withAgency(lines.toArray(String[]::new));
        }
        Optional<String> why = text("reason").or(() -> reason);
        spec = why.isPresent() ? spec.withReason(why.get()) : spec;
        Optional<String> where = text("location").or(() -> location);
        spec = where.isPresent() ? spec.withLocation(where.get()) : spec;
        Optional<String> address = text("verification");
        spec = address.isPresent() ? spec.withVerification(uri(address.get())) : spec;
        Optional<String> zone = text("zone");
        spec = zone.isPresent() ? spec.withZone(zone(zone.get())) : spec;
        return spec.withLanguage(language()).withThaiDigits(yes("thaiDigits"));
    }

    private Optional<String> text(String key) throws Refusal {
        List<String> value = values.getOrDefault(key, List.of());
        if (value.size() > 1) {
            throw wrong(key, "one value only");
        }
        return value.stream().findFirst();
    }

    private double number(String key, double otherwise) throws Refusal {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.get().matches(key.equals("page") ? "-?[0-9]{1,6}" : "-?[0-9]{1,6}(\\.[0-9]{1,6})?")) {
            throw wrong(key, "'" + text.get() + "' is not a number");
        }
        return Double.parseDouble(text.get());
    }

    private SealLanguage language() throws Refusal {
        String text = text("language").orElse("th");
        return switch (text) {
            case "th" -> SealLanguage.TH;
            case "en" -> SealLanguage.EN;
            default -> throw wrong("language", "choose th or en");
        };
    }

    private boolean yes(String key) throws Refusal {
        String text = text(key).orElse("false");
        if (!List.of("true", "false").contains(text)) {
            throw wrong(key, "choose true or false");
        }
        return text.equals("true");
    }

    private static URI uri(String text) throws Refusal {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw wrong("verification", "'" + text + "' is not an address");
        }
    }

    private static ZoneId zone(String text) throws Refusal {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw wrong("zone", "'" + text + "' is not a time zone, such as Asia/Bangkok");
        }
    }

    private static Refusal wrong(String key, String why) {
        return Refusal.usage("--seal: " + key + ": " + why, "--seal: " + key + ": ไม่ถูกต้อง (" + why + ")");
    }
}
