package dev.vdx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vdx.sandbox.Sandbox;
import dev.vdx.sandbox.SandboxServer;
import dev.vdx.vectors.Pdfs;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows works as it stands there: its Java is compiled and run, its commands are run. */
class ReadmeTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final String IN_FRONT = """
            import dev.vdx.*;
            import dev.vdx.key.*;
            import dev.vdx.model.*;
            import dev.vdx.report.*;
            import dev.vdx.trust.*;
            import java.net.URI;
            import java.nio.file.Path;

            public final class Snippet {
                public static void main(String[] args) throws Exception {
                    char[] password = args[0].toCharArray();
            """;
    private static final String BEHIND = """
                }
            }
            """;

    private static String readme;

    @TempDir
    Path home;

    @BeforeAll
    static void read() throws IOException {
        readme = Files.readString(ROOT.resolve("README.md"));
    }

    @Test
    void theJavaCompilesAndRuns() throws Exception {
        Sandbox sandbox =
                Sandbox.create(home.resolve("sandbox"), 0, Clock.systemUTC().instant(), new SecureRandom());
        Path agency = home.resolve("sandbox/agencies/agency-a");
        String password = Files.readString(agency.resolve("password.txt")).strip();
        Files.copy(agency.resolve("seal.p12"), home.resolve("agency.p12"));
        Files.createDirectory(home.resolve("anchors"));
        Files.copy(home.resolve("sandbox/anchors/root.pem"), home.resolve("anchors/root.pem"));
        Files.copy(home.resolve("sandbox/tsa-anchors/root.pem"), home.resolve("anchors/tsa-root.pem"));
        Files.write(home.resolve("licence.pdf"), Pdfs.page());
        List<String> snippets = blocks("```java\n((?:.*\n)*?)```");
        assertEquals(2, snippets.size(), "one to verify, one to sign");
        try (SandboxServer server = SandboxServer.start(sandbox, Clock.systemUTC(), new SecureRandom())) {
            String sign = snippets.get(1);
            assertTrue(sign.contains("http://tsa.example/tsa"), sign);
            compileAndRun(sign.replace("http://tsa.example/tsa", server.tsa().toString()), password);
            Files.move(home.resolve("licence.signed.pdf"), home.resolve("signed.pdf"));
            assertEquals("", compileAndRun(snippets.get(0), password), "an unsigned document is not to be believed");
            Files.delete(home.resolve("licence.pdf"));
            Files.move(home.resolve("signed.pdf"), home.resolve("licence.pdf"));
            assertEquals("believe it", compileAndRun(snippets.get(0), password).strip());
        }
    }

    @Test
    void theCommandsRun() throws Exception {
        List<List<String>> commands = blocks("\n    (\\./vdx (?:.*\\\\\n)*.*)").stream()
                .map(c -> List.of(c.replace("\\\n", " ")
                        .replaceAll("\\s+#.*", "")
                        .substring(6)
                        .trim()
                        .split("\\s+")))
                .toList();
        List<String> names = commands.stream().map(c -> c.get(0)).toList();
        assertEquals(
                List.of("demo", "verify", "sandbox", "sign", "verify"), names.subList(0, 5), "as the README tells it");
        Files.write(home.resolve("some.pdf"), Pdfs.page());
        Process serving = vdx(commands.get(2))
                .redirectError(home.resolve("serve.err").toFile())
                .start();
        try (BufferedReader out = serving.inputReader(StandardCharsets.UTF_8)) {
            String tsa = new ObjectMapper().readTree(out.readLine()).get("tsa").asText();
            assertEquals(
                    0,
                    run(commands.get(3).stream()
                            .map(a -> a.endsWith(":PORT/tsa") ? tsa : a)
                            .toList()));
            assertEquals(0, run(commands.get(4)));
            Files.createDirectory(home.resolve("anchors"));
            Files.copy(home.resolve("my-sandbox/anchors/root.pem"), home.resolve("anchors/root.pem"));
            Files.copy(home.resolve("signed.pdf"), home.resolve("licence.pdf"));
            assertEquals(0, run(commands.get(1)));
        } finally {
            serving.destroy();
            assertTrue(serving.waitFor(20, TimeUnit.SECONDS), "it stops when told to");
        }
    }

    private static List<String> blocks(String pattern) {
        return Pattern.compile(pattern)
                .matcher(readme)
                .results()
                .map(m -> m.group(1))
                .toList();
    }

    private String compileAndRun(String snippet, String password) throws IOException, InterruptedException {
        Path source = Files.writeString(home.resolve("Snippet.java"), IN_FRONT + snippet + BEHIND);
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-cp", classPath(), "-d", home.toString(), source.toString());
        assertEquals(0, compiled, snippet);
        List<String> command = new ArrayList<>(java());
        command.addAll(List.of("Snippet", password));
        Process process = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), snippet);
        return out;
    }

    private int run(List<String> arguments) throws IOException, InterruptedException {
        return vdx(arguments)
                .inheritIO()
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private ProcessBuilder vdx(List<String> arguments) {
        List<String> command = new ArrayList<>(java());
        command.add("dev.vdx.cli.Main");
        command.addAll(arguments);
        return new ProcessBuilder(command).directory(home.toFile());
    }

    private List<String> java() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                home + System.getProperty("path.separator") + classPath());
    }

    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(System.getProperty("path.separator")))
                .map(p -> Path.of(p).toAbsolutePath().toString())
                .collect(Collectors.joining(System.getProperty("path.separator")));
    }
}
