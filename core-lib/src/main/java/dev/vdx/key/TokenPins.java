package dev.vdx.key;

import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The PINs of tokens, and which tokens refused one in this process: none of those is given another. */
final class TokenPins {
    private static final Set<String> REFUSED = ConcurrentHashMap.newKeySet();
    private static final int LONGEST_FILE = 4096;

    private TokenPins() {}

    /** The PIN given, or the one in the file the URI names. */
    static char[] of(TokenAddress address, char[] given) throws SigningException {
        if (address.pinFile().isEmpty()) {
            return given.clone();
        }
        if (given.length > 0) {
            throw new SigningException(
                    SigningProblem.KEY_URI_INVALID, "pin-source", "the PIN is given otherwise as well");
        }
        Path file = address.pinFile().get();
        try {
            if (Files.size(file) > LONGEST_FILE) {
                throw new IOException("too long");
            }
            return Files.readString(file, StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("")
                    .toCharArray();
        } catch (IOException e) {
            throw new SigningException(e, SigningProblem.KEY_UNREADABLE, file.toString(), "no readable PIN");
        }
    }

    static void requireNoneRefused(TokenAddress address, Token token) throws SigningException {
        if (REFUSED.contains(key(address, token))) {
            throw refused(token);
        }
    }

    static SigningException refuse(TokenAddress address, Token token) {
        REFUSED.add(key(address, token));
        return refused(token);
    }

    private static SigningException refused(Token token) {
        return new SigningException(SigningProblem.PIN_REFUSED, token.name());
    }

    /** Not the slot: a token may be moved to another. */
    private static String key(TokenAddress address, Token token) {
        return address.module().toAbsolutePath().normalize() + "\n" + new TreeMap<>(token.facts());
    }
}
