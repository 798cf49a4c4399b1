package dev.vdx.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Debian's headless Chromium with one page, driven over its DevTools protocol; as much of it as the tests need. */
final class Browser implements Closeable {
    static final Path PROGRAM = Path.of("/usr/bin/chromium");

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Map<String, Integer> KEYS = Map.of("Tab", 9, "Enter", 13, "Space", 32);

    private final Path profile;
    private final Process process;
    private final WebSocket socket;
    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final AtomicInteger loads = new AtomicInteger();
    private final List<String> complaints = new java.util.concurrent.CopyOnWriteArrayList<>();
    private String session = "";

    private Browser(Path profile, Process process, URI address) {
        this.profile = profile;
        this.process = process;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, new Listener())
                .join();
    }

    static Browser start() throws IOException {
        Path profile = Files.createTempDirectory("chromium");
        Process process = new ProcessBuilder(
                        PROGRAM.toString(),
                        "--headless=new",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--disable-dev-shm-usage",
                        "--hide-scrollbars",
                        "about:blank")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader err =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
        String line = err.readLine();
        while (line != null && !line.startsWith("DevTools listening on ")) {
            line = err.readLine();
        }
        if (line == null) {
            throw new IOException("chromium did not start");
        }
        Thread drain = new Thread(() -> err.lines().forEach(l -> {}), "chromium-err");
        drain.setDaemon(true);
        drain.start();
        Browser browser = new Browser(profile, process, URI.create(line.substring("DevTools listening on ".length())));
        browser.attach();
        return browser;
    }

    private void attach() {
        String target = call("Target.createTarget", Map.of("url", "about:blank"))
                .path("targetId")
                .asText();
        session = call("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .path("sessionId")
                .asText();
        call("Page.enable", Map.of());
        call("Log.enable", Map.of());
        call("Network.enable", Map.of());
        size(1280, 900, false);
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                take(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }
    }

    private void take(String text) {
        JsonNode message;
        try {
            message = Agency.JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (message.has("id")) {
            waiting.remove(message.path("id").asInt()).complete(message);
        } else if (message.path("method").asText().equals("Page.loadEventFired")) {
            loads.incrementAndGet();
        } else if (message.path("method").asText().equals("Log.entryAdded")) {
            JsonNode entry = message.path("params").path("entry");
            if (entry.path("source").asText().equals("security")) {
                complaints.add(entry.path("text").asText());
            }
        }
    }

    JsonNode call(String method, Map<String, ?> parameters) {
        int id = ids.incrementAndGet();
        ObjectNode json = Agency.JSON.createObjectNode().put("id", id).put("method", method);
        json.set("params", Agency.JSON.valueToTree(parameters));
        if (!session.isEmpty()) {
            json.put("sessionId", session);
        }
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        socket.sendText(json.toString(), true).join();
        JsonNode got = answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        if (got.has("error")) {
            throw new AssertionError(method + ": " + got.path("error"));
        }
        return got.path("result");
    }

    /** What the browser blocked for the sake of security, such as the content security policy. */
    List<String> complaints() {
        return complaints;
    }

    void size(int width, int height, boolean mobile) {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", mobile));
    }

    void language(String acceptLanguage) {
        call("Network.setExtraHTTPHeaders", Map.of("headers", Map.of("Accept-Language", acceptLanguage)));
    }

    void forgetCookies() {
        call("Network.clearBrowserCookies", Map.of());
    }

    /** Something that leads to another page. */
    interface Deed {
        void run();
    }

    /** Does it, and waits until the page it leads to is loaded. */
    void follow(Deed deed) {
        int before = loads.get();
        deed.run();
        await(() -> loads.get() > before);
        call("Runtime.evaluate", Map.of("expression", "document.fonts.ready", "awaitPromise", true));
    }

    interface Condition {
        boolean holds();
    }

    private void await(Condition condition) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.holds()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("the page did not come: " + text("body"));
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    void open(String address) {
        follow(() -> call("Page.navigate", Map.of("url", address)));
    }

    JsonNode evaluate(String script) {
        JsonNode result =
                call("Runtime.evaluate", Map.of("expression", script, "returnByValue", true, "awaitPromise", true));
        if (result.has("exceptionDetails")) {
            throw new AssertionError(result.path("exceptionDetails"));
        }
        return result.path("result").path("value");
    }

    private static String quoted(String text) {
        return Agency.JSON.getNodeFactory().textNode(text).toString();
    }

    String text(String selector) {
        return evaluate("(document.querySelector(" + quoted(selector) + ")||{innerText:''}).innerText")
                .asText();
    }

    int count(String selector) {
        return evaluate("document.querySelectorAll(" + quoted(selector) + ").length")
                .asInt();
    }

    /** Clicks it, and waits for the page it leads to. */
    void click(String selector) {
        follow(() -> evaluate("document.querySelector(" + quoted(selector) + ").click()"));
    }

    void clickLink(String words) {
        follow(() -> evaluate("[...document.querySelectorAll('a,button')].find(a => a.innerText.includes("
                + quoted(words) + ")).click()"));
    }

    void fill(String selector, String text) {
        evaluate("document.querySelector(" + quoted(selector) + ").value = " + quoted(text));
    }

    void choose(String selector, Path file) {
        int root = call("DOM.getDocument", Map.of()).path("root").path("nodeId").asInt();
        int node = call("DOM.querySelector", Map.of("nodeId", root, "selector", selector))
                .path("nodeId")
                .asInt();
        call("DOM.setFileInputFiles", Map.of("nodeId", node, "files", List.of(file.toString())));
    }

    void key(String key) {
        Map<String, Object> event = new java.util.HashMap<>(
                Map.of("key", key.equals("Space") ? " " : key, "code", key, "windowsVirtualKeyCode", KEYS.get(key)));
        event.put("type", key.equals("Enter") ? "keyDown" : "rawKeyDown");
        if (key.equals("Enter")) {
            event.put("text", "\r");
        }
        call("Input.dispatchKeyEvent", event);
        event.put("type", "keyUp");
        event.remove("text");
        call("Input.dispatchKeyEvent", event);
    }

    void type(String text) {
        call("Input.insertText", Map.of("text", text));
    }

    /** Presses Tab until that is focused, and says what was on the way. */
    String tabTo(String selector) {
        StringBuilder way = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            key("Tab");
            if (evaluate("document.activeElement.matches(" + quoted(selector) + ")")
                    .asBoolean()) {
                boolean visible = evaluate("getComputedStyle(document.activeElement).outlineStyle !== 'none'"
                                + " || document.activeElement.type === 'file'")
                        .asBoolean();
                if (!visible) {
                    throw new AssertionError(selector + " has no visible focus");
                }
                return way.toString();
            }
            way.append(evaluate("(document.activeElement.innerText || document.activeElement.id)")
                            .asText())
                    .append(" › ");
        }
        throw new AssertionError(selector + " cannot be reached by keyboard: " + way);
    }

    /** What axe-core finds against WCAG 2.2 AA and its own best practice. */
    List<String> accessibilityTroubles() throws IOException {
        try (InputStream in =
                Browser.class.getResourceAsStream("/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js")) {
            evaluate(new String(in.readAllBytes(), StandardCharsets.UTF_8) + "; true");
        }
        JsonNode found = evaluate("""
                axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
                         rules: {'target-size': {enabled: true}}})
                   .then(r => ({passed: r.passes.length, violations: r.violations.map(v => v.id + ': ' + v.help + ' '
                       + v.nodes.map(n => n.html + ' ' + n.failureSummary).join(' | '))}))""");
        if (found.path("passed").asInt() < 15) {
            throw new AssertionError("axe looked at nothing: " + found);
        }
        List<String> troubles = new java.util.ArrayList<>();
        found.path("violations").forEach(v -> troubles.add(v.asText()));
        return troubles;
    }

    void screenshot(Path file) throws IOException {
        JsonNode size = call("Page.getLayoutMetrics", Map.of()).path("cssContentSize");
        JsonNode shot = call(
                "Page.captureScreenshot",
                Map.of(
                        "captureBeyondViewport",
                        true,
                        "clip",
                        Map.of(
                                "x", 0,
                                "y", 0,
                                "width", size.path("width").asDouble(),
                                "height", size.path("height").asDouble(),
                                "scale", 1)));
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(shot.path("data").asText()));
    }

    @Override
    public void close() {
        socket.abort();
        // Its renderers outlive it for a moment, and write into the profile.
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(handle -> handle.onExit().orTimeout(10, TimeUnit.SECONDS).join());
        for (int tries = 0; !emptied(); tries++) {
            if (tries == 50) {
                throw new IllegalStateException("the browser's profile is still written to: " + profile);
            }
        }
    }

    private boolean emptied() {
        try (Stream<Path> left = Files.walk(profile)) {
            for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
            return true;
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }
}
