package dev.vdx.key;

import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The tokens of a PKCS#11 library. Java's provider wants the number of a slot and tells nobody which token is in it, so a process of our
 * own looks; a library that crashes or hangs does so there first.
 */
final class Tokens {
    private static final long LONGEST_SECONDS = 30;
    private static final long LARGEST_LIST = 8 << 20;

    private Tokens() {}

    /** The one token meant. */
    static Token meant(TokenAddress address) throws SigningException {
        List<Token> all = of(address.module());
        List<Token> matching = all.stream()
                .filter(t -> t.matches(address.token(), address.slot()))
                .toList();
        if (matching.isEmpty()) {
            throw new SigningException(
                    SigningProblem.TOKEN_MISSING,
                    address.text(),
                    all.isEmpty() ? "there is no token at all" : "there are: " + names(all));
        }
        if (matching.size() > 1) {
            throw new SigningException(
                    SigningProblem.KEY_AMBIGUOUS, address.text(), "several tokens: " + names(matching));
        }
        return matching.get(0);
    }

    private static String names(List<Token> tokens) {
        return tokens.stream().map(Token::name).collect(Collectors.joining(", "));
    }

    static List<Token> of(Path module) throws SigningException {
        if (!Files.isRegularFile(module)) {
            throw new SigningException(SigningProblem.TOKEN_UNUSABLE, module.toString(), "no such file");
        }
        try {
            return parsed(module, listed(module));
        } catch (IOException e) {
            throw unusable(module, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unusable(module, "interrupted");
        }
    }

    private static List<String> listed(Path module) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("vdx-tokens");
        Path classes = folder.resolve("dev/vdx/key");
        Path program = classes.resolve("TokenLister.class");
        Path list = folder.resolve("list");
        try {
            Files.createDirectories(classes);
            copyProgram(program);
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "--add-exports=jdk.crypto.cryptoki/sun.security.pkcs11.wrapper=ALL-UNNAMED",
                            "-cp",
                            folder.toString(),
                            TokenLister.class.getName(),
                            module.toAbsolutePath().toString())
                    .redirectOutput(list.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                process.getOutputStream().close();
                if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                    throw new IOException("the library did not answer within " + LONGEST_SECONDS + " seconds");
                }
            } finally {
                process.destroyForcibly();
            }
            if (Files.size(list) > LARGEST_LIST) {
                throw new IOException("the library lists too much");
            }
            return new String(Files.readAllBytes(list), StandardCharsets.ISO_8859_1)
                    .lines()
                    .filter(line -> line.startsWith(TokenLister.MARK))
                    .map(line -> line.substring(TokenLister.MARK.length()))
                    .toList();
        } finally {
            for (Path each : List.of(list, program, classes, classes.getParent(), folder.resolve("dev"), folder)) {
                Files.deleteIfExists(each);
            }
        }
    }

    /** The program may lie in a jar within a jar, where a new process would not find it. */
    private static void copyProgram(Path to) throws IOException {
        try (InputStream in = TokenLister.class.getResourceAsStream("TokenLister.class")) {
            if (in == null) {
                throw new IOException("a part of VDX is missing: TokenLister.class");
            }
            Files.copy(in, to);
        }
    }

    private static List<Token> parsed(Path module, List<String> lines) throws SigningException {
        List<Token> tokens = new ArrayList<>();
        String last = "";
        for (String line : lines) {
            String[] parts = line.split("\t", -1);
            last = parts[0];
            if (last.equals("token")) {
                Map<String, String> facts = Map.of(
                        "token", text(parts[3]),
                        "serial", text(parts[4]),
                        "manufacturer", text(parts[5]),
                        "model", text(parts[6]));
                tokens.add(new Token(Long.parseLong(parts[1]), Long.parseLong(parts[2]), facts, new ArrayList<>()));
            } else if (last.equals("certificate")) {
                tokens.get(tokens.size() - 1)
                        .certificates()
                        .add(new Token.Shown(
                                text(parts[1]),
                                HexFormat.of().formatHex(bytes(parts[2])),
                                ByteBuffer.wrap(bytes(parts[3]))));
            } else if (last.equals("failed")) {
                throw unusable(module, text(parts[1]));
            }
        }
        if (!last.equals("done")) {
            throw unusable(module, "it is no PKCS#11 library that this Java can load");
        }
        return tokens;
    }

    private static String text(String base64) {
        return new String(bytes(base64), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String base64) {
        return Base64.getDecoder().decode(base64);
    }

    private static SigningException unusable(Path module, String why) {
        return new SigningException(SigningProblem.TOKEN_UNUSABLE, module.toString(), why);
    }
}
