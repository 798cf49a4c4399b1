package dev.vdx.cli;

import dev.vdx.model.Nearest;
import dev.vdx.model.SigningException;
import dev.vdx.seal.Ink;
import dev.vdx.seal.SealBox;
import dev.vdx.seal.SealImage;
import dev.vdx.seal.SealLanguage;
import dev.vdx.seal.SealPalette;
import dev.vdx.seal.SealPlace;
import dev.vdx.seal.SealSpec;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** What one visible seal should be, as given by name and value; unknown names are refused. */
final class SealWish {
    static final List<String> KNOWN = List.of(
            "agency",
            "reason",
            "location",
            "lines",
            "verification",
            "image",
            "imageText",
            "page",
            "anchor",
            "side",
            "occurrence",
            "x",
            "y",
            "width",
            "height",
            "unit",
            "language",
            "thaiDigits",
            "zone",
            "textColour",
            "accentColour",
            "background");

    private static final double POINTS_PER_MILLIMETRE = 72 / 25.4;
    private static final double DEFAULT_EDGE = 36;

    private final Map<String, List<String>> values;
    private final Path folder;

    /**
     * A wish.
     *
     * @param folder where its image is looked for
     */
    SealWish(Map<String, List<String>> values, Path folder) throws Refusal {
        for (String key : values.keySet()) {
            if (!KNOWN.contains(key)) {
                String near = Nearest.to(key, KNOWN)
                        .map(n -> "did you mean '" + n + "'?")
                        .orElse("known are " + String.join(", ", KNOWN));
                throw wrong(key, "no such key; " + near);
            }
        }
        this.values = Map.copyOf(values);
        this.folder = folder;
        goesWith("imageText", "image");
        goesWith("side", "anchor");
        goesWith("occurrence", "anchor");
        unit();
    }

    private void goesWith(String key, String other) throws Refusal {
        if (values.containsKey(key) && !values.containsKey(other)) {
            throw wrong(key, "goes with '" + other + "' only");
        }
    }

    /**
     * The seal.
     *
     * @param agency whose seal it is where nothing is said
     */
    SealSpec spec(String agency, Optional<String> reason, Optional<String> location, Instant time)
            throws Refusal, SigningException {
        SealSpec spec = SealSpec.of(agency, time, new SealBox(0, 0, 0, 0))
                .withPlace(place())
                .withPalette(palette());
        List<String> names = values.getOrDefault("agency", List.of());
        if (!names.isEmpty()) {
            spec = spec.withAgency(names.toArray(String[]::new));
        }
        spec = spec.withLines(values.getOrDefault("lines", List.of()).toArray(String[]::new));
        Optional<String> why = text("reason").or(() -> reason);
        spec = why.isPresent() ? spec.withReason(why.get()) : spec;
        Optional<String> where = text("location").or(() -> location);
        spec = where.isPresent() ? spec.withLocation(where.get()) : spec;
        Optional<String> address = text("verification");
        spec = address.isPresent() ? spec.withVerification(uri(address.get())) : spec;
        Optional<String> zone = text("zone");
        spec = zone.isPresent() ? spec.withZone(zone(zone.get())) : spec;
        Optional<String> image = text("image");
        spec = image.isPresent() ? spec.withImage(image(image.get())) : spec;
        return spec.withLanguage(choice("language", SealLanguage.TH, SealLanguage.values()))
                .withThaiDigits(yes("thaiDigits"));
    }

    private SealPlace place() throws Refusal {
        double width = length("width", 240);
        double height = length("height", 90);
        Optional<String> anchor = text("anchor");
        if (anchor.isEmpty()) {
            SealBox box = new SealBox(length("x", DEFAULT_EDGE), length("y", DEFAULT_EDGE), width, height);
            return new SealPlace.OnPage(whole("page").orElse(-1), box);
        }
        return new SealPlace.AtText(
                anchor.get(),
                choice("side", SealPlace.Side.BELOW, SealPlace.Side.values()),
                whole("page"),
                whole("occurrence"),
                length("x", 0),
                length("y", 0),
                width,
                height);
    }

    private SealPalette palette() throws Refusal {
        SealPalette palette = SealPalette.DEFAULT;
        Optional<Ink> text = colour("textColour");
        palette = text.map(palette::withText).orElse(palette);
        Optional<Ink> accent = colour("accentColour");
        palette = accent.map(palette::withAccent).orElse(palette);
        Optional<Ink> background = colour("background");
        return background.map(palette::withBackground).orElse(palette);
    }

    private Optional<Ink> colour(String key) throws Refusal {
        Optional<String> text = text(key);
        Optional<Ink> ink = text.flatMap(Ink::parse);
        if (text.isPresent() && ink.isEmpty()) {
            throw wrong(key, "'" + text.get() + "' is not a colour, such as #173366");
        }
        return ink;
    }

    private SealImage image(String name) throws Refusal, SigningException {
        Path file = Inputs.file(folder.resolve(Arguments.path(name)).toString());
        try (InputStream in = Files.newInputStream(file)) {
            SealImage image = SealImage.read(in.readNBytes(SealImage.LARGEST + 1));
            return text("imageText").map(image::describedAs).orElse(image);
        } catch (IOException e) {
            throw Refusal.input("cannot read " + file, "อ่าน " + file + " ไม่ได้");
        }
    }

    private Optional<String> text(String key) throws Refusal {
        List<String> value = values.getOrDefault(key, List.of());
        if (value.size() > 1) {
            throw wrong(key, "one value only");
        }
        return value.stream().findFirst();
    }

    /** A length in points, given in these or in millimetres. */
    private double length(String key, double otherwise) throws Refusal {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.get().matches("-?[0-9]{1,6}(\\.[0-9]{1,6})?")) {
            throw wrong(key, "'" + text.get() + "' is not a number");
        }
        return Double.parseDouble(text.get()) * unit();
    }

    private double unit() throws Refusal {
        return choice("unit", Unit.PT, Unit.values()) == Unit.MM ? POINTS_PER_MILLIMETRE : 1;
    }

    private enum Unit {
        PT,
        MM
    }

    private OptionalInt whole(String key) throws Refusal {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        if (!text.get().matches("-?[1-9][0-9]{0,5}")) {
            throw wrong(key, "'" + text.get() + "' is not a whole number, 1 for the first or -1 for the last");
        }
        return OptionalInt.of(Integer.parseInt(text.get()));
    }

    private <E extends Enum<E>> E choice(String key, E otherwise, E[] all) throws Refusal {
        Optional<String> text = text(key);
        List<String> words =
                Stream.of(all).map(each -> each.name().toLowerCase(Locale.ROOT)).toList();
        if (text.isPresent() && !words.contains(text.get())) {
            throw wrong(key, "choose " + String.join(", ", words));
        }
        return text.isPresent() ? all[words.indexOf(text.get())] : otherwise;
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
