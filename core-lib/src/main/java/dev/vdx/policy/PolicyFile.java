package dev.vdx.policy;

import dev.vdx.model.Policy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Policies by name or from files ({@code spec/policies.md}). */
public final class PolicyFile {
    /** Names of the policies that come with VDX. */
    public static final List<String> BUILT_IN = List.of("strict", "thai");

    /** Longest file, in bytes. */
    public static final int LARGEST = 64 << 10;

    private PolicyFile() {}

    /** The policy of this name that comes with VDX, if there is one. */
    public static Optional<Policy> builtIn(String name) {
        if (!BUILT_IN.contains(name)) {
            return Optional.empty();
        }
        try (InputStream in = PolicyFile.class.getResourceAsStream(name + ".json")) {
            if (in == null) {
                throw new IllegalStateException("missing from the jar: " + name + ".json");
            }
            return Optional.of(PolicyReader.read(in.readAllBytes(), Optional.empty()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (PolicyException e) {
            throw new IllegalStateException(name + ".json in the jar: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a policy; what the file leaves out is as in {@code strict}.
     *
     * @throws PolicyException if it is none: unknown or doubled keys, values that are not allowed, too long, no JSON
     * @throws IOException if the file cannot be read
     */
    public static Policy read(Path file) throws IOException, PolicyException {
        try (InputStream in = Files.newInputStream(file)) {
            return parse(in.readNBytes(LARGEST + 1));
        }
    }

    /**
     * Reads a policy from bytes, as {@link #read} does.
     *
     * @throws PolicyException if it is none
     */
    public static Policy parse(byte[] json) throws PolicyException {
        if (json.length > LARGEST) {
            throw new PolicyException("longer than " + LARGEST + " bytes");
        }
        Policy policy = PolicyReader.read(json, Optional.of(sha256(json)));
        if (BUILT_IN.contains(policy.name())) {
            throw new PolicyException("name: '" + policy.name() + "' is a policy of VDX's own; choose another name");
        }
        return policy;
    }

    private static String sha256(byte[] json) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
