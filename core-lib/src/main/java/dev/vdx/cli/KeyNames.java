package dev.vdx.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** Reads {@code --key} and the like; a file name may hold what a URI may not, such as a space or Thai letters. */
final class KeyNames {
    private static final String FILE = "file:";

    private KeyNames() {}

    static URI uri(String key) throws Refusal {
        return uri("--key", key);
    }

    static URI uri(String option, String key) throws Refusal {
        if (key.startsWith(FILE) && !key.startsWith(FILE + "//")) {
            Path file = Inputs.file(key.substring(FILE.length()));
            return file.toUri();
        }
        if (!key.contains(":")) {
            throw Refusal.usage(
                    option + " " + key + ": say what kind of key it is, such as " + option + " file:" + key,
                    option + " " + key + ": ต้องระบุชนิดของกุญแจ เช่น " + option + " file:" + key);
        }
        try {
            URI uri = new URI(key);
            if ("file".equals(uri.getScheme())) {
                Inputs.file(Path.of(uri).toString());
            }
            return uri;
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw Refusal.usage(option + " " + key + ": not a URI", option + " " + key + ": ไม่ใช่ URI");
        }
    }
}
