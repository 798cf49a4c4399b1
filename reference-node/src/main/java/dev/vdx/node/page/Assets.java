package dev.vdx.node.page;

import dev.vdx.Verifier;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Style sheet, script, drawing and fonts of the pages. */
public final class Assets {
    private static final Map<String, Asset> ALL = Map.of(
            "pages.css", ours("pages.css", "text/css; charset=utf-8"),
            "verify.js", ours("verify.js", "text/javascript; charset=utf-8"),
            "icon.svg", ours("icon.svg", "image/svg+xml"),
            "Sarabun-Regular.ttf", fonts("Sarabun-Regular.ttf", "font/ttf"),
            "Sarabun-Bold.ttf", fonts("Sarabun-Bold.ttf", "font/ttf"),
            "Sarabun-OFL.txt", fonts("Sarabun-OFL.txt", "text/plain; charset=utf-8"));

    private Assets() {}

    /**
     * A file of the pages.
     *
     * @param type its media type
     * @param bytes its content; not to be changed
     */
    public record Asset(String type, byte[] bytes) {}

    /** The one of this name. */
    public static Optional<Asset> find(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    private static Asset ours(String name, String type) {
        return read(Assets.class, "assets/" + name, type);
    }

    /** The fonts of the visible seal, with their licence. */
    private static Asset fonts(String name, String type) {
        return read(Verifier.class, "seal/" + name, type);
    }

    private static Asset read(Class<?> beside, String name, String type) {
        try (InputStream in = Objects.requireNonNull(beside.getResourceAsStream(name), name)) {
            return new Asset(type, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
