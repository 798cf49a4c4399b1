package dev.vdx.exchange;

import java.util.regex.Pattern;

/**
 * A document of a message.
 *
 * @param name its name within the container: no folders, no control characters, at most 150
 * @param mediaType such as {@code application/pdf}
 * @param size bytes
 * @param digest of its bytes
 * @param byReference whether it is not in the container but fetched from the sender's node
 */
public record DocumentEntry(String name, String mediaType, long size, Sha256 digest, boolean byReference) {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}\\p{N}][\\p{L}\\p{M}\\p{N} ._()+@-]{0,149}");
    private static final Pattern MEDIA_TYPE =
            Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9!#$&^_.+-]{0,63}/[a-zA-Z0-9][a-zA-Z0-9!#$&^_.+-]{0,63}");
    /** The name of the envelope's own entry. */
    public static final String ENVELOPE = "message.json";

    public DocumentEntry {
        if (!NAME.matcher(name).matches()
                || name.endsWith(".")
                || name.endsWith(" ")
                || name.equalsIgnoreCase(ENVELOPE)
                || name.equalsIgnoreCase("mimetype")
                || name.equalsIgnoreCase("META-INF")) {
            throw new IllegalArgumentException("a document's name has letters, digits, spaces and . _ ( ) + @ - only");
        }
        if (!MEDIA_TYPE.matcher(mediaType).matches()) {
            throw new IllegalArgumentException("a media type is type/subtype");
        }
        if (size < 0) {
            throw new IllegalArgumentException("a size is not negative");
        }
    }
}
