package dev.vdx.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** Reads {@code --key}; a file name may hold what a URI may not, such as a space or Thai letters. */
final class KeyNames {
    private static final String FILE = "file:";

    private KeyNames() {}

    static URI uri(String key) throws Refusal {
        if (key.startsWith(FILE) && !key.startsWith(FILE + "//")) {
            Path file = Inputs.file(key.substring(FILE.length()));
            return file.toUri();
        }
        if (!key.contains(":")) {
            throw Refusal.usage(
                    "--key " + key + ": say what kind of key it is, such as --key file:" + key,
                    "--key " + key + ": ต้องระบุชนิดของกุญแจ เช่น --key file:" + key);
        }
        try {
            URI uri = new URI(key);
            if ("file".equals(uri.getScheme())) {
                Inputs.file(Path.of(uri).toString());
            }
            return uri;
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw Refusal.usage("--key " + key + ": not a URI", "--key " + key + ": ไม่ใช่ URI");
        }
    }
}
