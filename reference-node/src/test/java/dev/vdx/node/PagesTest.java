package dev.vdx.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vdx.Verifier;
import dev.vdx.exchange.Directory;
import dev.vdx.exchange.DirectoryParty;
import dev.vdx.exchange.SignedDirectory;
import dev.vdx.sandbox.Sandbox;
import dev.vdx.trust.TrustAnchors;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages on the wire: who may, what is escaped, what is kept and what is not. */
class PagesTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String SCRIPT = "<script>alert(1)</script>";

    @TempDir
    static Path folder;

    private static TwoNodes nodes;
    private static Agency a;
    private static String key;

    @BeforeAll
    static void start() throws Exception {
        TwoNodes.prepare(
                folder,
                Map.of("verify.public", "true", "verify.largest", "100000", "verify.per-minute", "8"),
                CLOCK,
                RANDOM);
        hostileNames();
        Path left = folder.resolve("agency-b/data/verify/left-by-a-process-that-was-killed");
        Files.createDirectories(left);
        Files.writeString(left.resolve("file"), "somebody's document", UTF_8);
        nodes = TwoNodes.start(folder, CLOCK, RANDOM);
        assertFalse(Files.exists(left), "what a killed process left is deleted");
        a = new Agency(nodes.a().localPort(), nodes.a().makeKey("dms", List.of("send", "read"), CLOCK, RANDOM));
        key = nodes.b().makeKey(SCRIPT, List.of("send", "read", "decide"), CLOCK, RANDOM);
    }

    /** The same directory, with names no agency has. */
    private static void hostileNames() throws Exception {
        Sandbox sandbox = Sandbox.open(folder.resolve("sandbox"));
        Path file = folder.resolve("directory.jws");
        Directory known = SignedDirectory.proven(
                        Files.readString(file),
                        Verifier.trusting(TrustAnchors.pem(folder.resolve("sandbox/pki/directory.pem")), CLOCK)
                                .offline())
                .directory();
        List<DirectoryParty> parties = known.parties().stream()
                .map(p -> new DirectoryParty(
                        p.id(),
                        Map.of("en", SCRIPT + p.id(), "th", SCRIPT + p.id()),
                        p.organizationIdentifier(),
                        p.ecmsCode(),
                        p.node(),
                        p.sealCertificates(),
                        p.sealIssuers(),
                        p.accepts(),
                        p.issues()))
                .toList();
        Directory hostile = new Directory(
                known.name(), known.sequence(), known.issued(), known.validUntil(), Optional.empty(), parties);
        Files.writeString(file, SignedDirectory.sign(hostile, sandbox.directorySigner(), CLOCK.instant()));
    }

    @AfterAll
    static void stop() {
        nodes.close();
    }

    private static int port() {
        return nodes.b().localPort();
    }

    private static String received() throws Exception {
        String json = """
                {"to": "sandbox:agency-b", "documentType": "farmer-certificate", "keys": {"farm": "%1$s"},
                 "purpose": "%1$s", "legalBasis": "%1$s", "conversation": "%1$s", "acting": {"provider": "%1$s",
                 "subject": "%1$s"}, "documents": [{"name": "ก.txt", "mediaType": "text/plain", "sha256": "%2$s"}]}""".formatted(SCRIPT, a.handIn("เนื้อหา".getBytes(UTF_8)));
        JsonNode made = Agency.JSON.readTree(
                a.call("POST", "/local/v1/outbox", json.getBytes(UTF_8)).body());
        String id = made.path("id").asText();
        a.await("/local/v1/outbox/" + id, "delivered");
        return id;
    }

    private static void sentToLogin(HttpResponse<String> answer) {
        assertEquals(303, answer.statusCode(), answer.body());
        assertEquals("/login", answer.headers().firstValue("Location").orElse(""));
    }

    @Test
    void nobodySeesOrDoesAnythingWithoutASession() throws Exception {
        String id = received();
        Person stranger = new Person(port());
        for (String path : List.of(
                "/inbox",
                "/outbox",
                "/verify",
                "/inbox/" + id,
                "/inbox/" + id + "/message",
                "/inbox/" + id + "/evidence",
                "/inbox/" + id + "/documents/1")) {
            sentToLogin(stranger.get(path));
        }
        stranger.cookies.put("vdx_session", "A".repeat(43));
        sentToLogin(stranger.get("/inbox"));
        sentToLogin(stranger.post("/inbox/" + id + "/accept", Map.of("registerNumber", "1")));
        assertEquals("delivered", a.get("/local/v1/outbox/" + id).path("state").asText());
        assertEquals(200, stranger.get("/login").statusCode());
    }

    @Test
    void aSessionIsASecretThatEndsWhenOneLogsOutOrItsKeyIsTakenBack() throws Exception {
        String own = nodes.b().makeKey("own", List.of("read"), CLOCK, RANDOM);
        Person person = new Person(port());
        person.get("/login");
        HttpResponse<String> answer = person.post("/login", Map.of("key", own));
        String cookie = answer.headers().allValues("Set-Cookie").stream()
                .filter(c -> c.startsWith("vdx_session="))
                .findFirst()
                .orElseThrow();
        assertTrue(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), cookie);
        assertFalse(cookie.contains(own.substring(13)), "the key itself is in no cookie");
        HttpResponse<String> inbox = person.get("/inbox");
        assertEquals(200, inbox.statusCode());
        assertEquals("no-store", inbox.headers().firstValue("Cache-Control").orElse(""));
        String policy = inbox.headers().firstValue("Content-Security-Policy").orElse("");
        assertTrue(policy.startsWith("default-src 'none'") && !policy.contains("unsafe"), policy);
        String stolen = person.cookies.get("vdx_session");
        assertEquals(303, person.post("/logout", Map.of()).statusCode());
        person.cookies.put("vdx_session", stolen);
        sentToLogin(person.get("/inbox"));

        Person other = Person.loggedIn(port(), own);
        assertEquals(200, other.get("/inbox").statusCode());
        nodes.b().store().database().change(t -> t.apiKeys().revoke(own.substring(4, 12), CLOCK.instant()));
        sentToLogin(other.get("/inbox"));
        Person late = new Person(port());
        late.get("/login");
        assertEquals(401, late.post("/login", Map.of("key", own)).statusCode());
    }

    @Test
    void aFormFromElsewhereDoesNothing() throws Exception {
        String id = received();
        Person person = Person.loggedIn(port(), key);
        for (String token : List.of("", "A".repeat(43))) {
            for (String deed : List.of("acknowledge", "accept", "reject")) {
                HttpResponse<String> answer =
                        person.post("/inbox/" + id + "/" + deed, Map.of("registerNumber", "1", "reason", "1"), token);
                assertEquals(403, answer.statusCode(), deed);
                assertTrue(answer.body().contains("not from this page"), answer.body());
            }
            assertEquals(403, person.post("/logout", Map.of(), token).statusCode());
            assertEquals(403, person.upload("a.pdf", new byte[10], token, true).statusCode());
        }
        assertEquals("delivered", a.get("/local/v1/outbox/" + id).path("state").asText());
        Person victim = new Person(port());
        assertEquals(
                403, victim.post("/login", Map.of("key", key), "A".repeat(43)).statusCode());
        assertFalse(victim.cookies.containsKey("vdx_session"), "no other site logs anybody in");
    }

    @Test
    void aKeyThatMayOnlyReadOnlyReads() throws Exception {
        String id = received();
        Person reader = Person.loggedIn(port(), nodes.b().makeKey("reader", List.of("read"), CLOCK, RANDOM));
        String page = reader.get("/inbox/" + id).body();
        assertFalse(page.contains("/accept\""), page);
        HttpResponse<String> answer = reader.post("/inbox/" + id + "/accept", Map.of("registerNumber", "1"));
        assertEquals(403, answer.statusCode());
        assertTrue(answer.body().contains("the scope “decide”"), answer.body());
        String sender = nodes.b().makeKey("sender", List.of("send"), CLOCK, RANDOM);
        Person none = new Person(port());
        none.get("/login");
        assertEquals(403, none.post("/login", Map.of("key", sender)).statusCode());
    }

    @Test
    void whatComesFromOutsideIsEscapedWhereverItShows() throws Exception {
        String id = received();
        Person person = Person.loggedIn(port(), key);
        person.get("/inbox/" + id);
        HttpResponse<String> again = person.post("/inbox/" + id + "/reject", Map.of("reason", "", "text", SCRIPT));
        assertEquals(422, again.statusCode());
        person.post("/inbox/" + id + "/reject", Map.of("reason", SCRIPT, "text", SCRIPT));
        HttpResponse<String> message = person.get("/inbox/" + id + "?done=%3Cscript%3E");
        HttpResponse<String> verdict = person.upload(SCRIPT.replace("/", "") + ".pdf", "%PDF-1.7 x".getBytes(UTF_8));
        for (HttpResponse<String> page : List.of(again, message, person.get("/inbox"), verdict)) {
            assertFalse(page.body().contains("<script>"), page.body());
            assertTrue(page.body().contains("&lt;script&gt;"), page.body());
        }
        assertTrue(
                message.body().split("&lt;script&gt;alert\\(1\\)", -1).length > 9,
                "party, key, purpose, legal basis, subject, provider, conversation, reason, text, who did it");
    }

    @Test
    void thaiAndEnglishEachWithItsCalendar() throws Exception {
        String id = received();
        String common = Integer.toString(
                CLOCK.instant().atZone(java.time.ZoneId.of("Asia/Bangkok")).getYear());
        String buddhist = Integer.toString(Integer.parseInt(common) + 543);
        Person person = Person.loggedIn(port(), key);
        String english = person.reading("en-GB, th;q=0.5").get("/inbox/" + id).body();
        assertTrue(english.contains("<html lang=\"en\">") && english.contains(" " + common + ", "), english);
        assertFalse(english.contains(" " + buddhist), english);
        String thai = person.reading("th-TH").get("/inbox/" + id).body();
        assertTrue(thai.contains("<html lang=\"th\">") && thai.contains(" " + buddhist + " "), thai);
        assertTrue(thai.contains("datetime=\"" + common + "-"), "machines read the common era");
        assertTrue(thai.contains("UTC+07:00"), thai);
        assertTrue(person.reading("de").get("/inbox").body().contains("<html lang=\"en\">"));
        assertTrue(person.reading("").get("/inbox").body().contains("<html lang=\"th\">"));
        HttpResponse<String> chosen = person.reading("th").get("/language?to=en&back=%2Finbox%3Fshow%3Dunread");
        assertEquals(
                "/inbox?show=unread", chosen.headers().firstValue("Location").orElse(""));
        assertTrue(person.get("/inbox").body().contains("<html lang=\"en\">"));
        for (String away : List.of("//evil.example", "https://evil.example", "/%5Cevil.example", "/inbox%0d%0aX: y")) {
            HttpResponse<String> refused = person.get("/language?to=en&back=" + away.replace(" ", "%20"));
            assertEquals("/verify", refused.headers().firstValue("Location").orElse(""), away);
        }
    }

    @Test
    void listsComeInPages() throws Exception {
        for (int i = 0; i < 27; i++) {
            a.send("sandbox:agency-b", "document".getBytes(UTF_8), "paged-" + i);
        }
        Person person =
                Person.loggedIn(nodes.a().localPort(), nodes.a().makeKey("reader", List.of("read"), CLOCK, RANDOM));
        String first = person.get("/outbox").body();
        assertEquals(25, first.split("<li>\\s*<div>\\s*<h2>", -1).length - 1);
        String older = first.replaceAll("(?s).*href=\"(/outbox\\?before[^\"]*)\".*", "$1")
                .replace("&#x3D;", "=");
        String second = person.get(older).body();
        assertTrue(second.contains("Newest messages") && !second.equals(first), second);
        assertTrue(person.get("/outbox?show=dead").body().contains("Nothing was given up"));
        assertEquals(400, person.get("/outbox?before=x'%20OR%201").statusCode());
        assertEquals(
                404, person.get("/outbox/01890000-0000-7000-8000-000000000000").statusCode());
    }

    @Test
    void strangersFilesAreLimitedAndNothingOfThemIsKept() throws Exception {
        Person stranger = new Person(nodes.b().exchangePort());
        assertEquals(200, stranger.get("/verify").statusCode());
        HttpResponse<String> verdict = stranger.upload("a.pdf", Papers.unsigned(CLOCK));
        assertTrue(verdict.body().contains("NOT SIGNED"), verdict.body());
        assertTrue(verdict.body().contains("data:image/png;base64,"), "its page is shown");
        assertEquals(413, stranger.upload("big", new byte[300_000]).statusCode());
        HttpResponse<String> untold = stranger.upload("big", new byte[300_000], "", false);
        assertEquals(413, untold.statusCode(), untold.body());
        assertTrue(untold.body().contains("too large"), untold.body());
        int status = 200;
        for (int i = 0; i < 10 && status != 429; i++) {
            status = stranger.upload("a.txt", "text".getBytes(UTF_8)).statusCode();
        }
        assertEquals(429, status);
        try (Stream<Path> left = Files.walk(folder.resolve("agency-b/data/verify"))) {
            assertEquals(
                    List.of(),
                    left.filter(Files::isRegularFile)
                            .filter(f -> !f.endsWith("lock"))
                            .toList());
        }
        assertEquals(404, stranger.get("/inbox").statusCode());
        assertEquals(404, stranger.get("/login").statusCode());
    }

    @Test
    void withoutTheSettingStrangersHaveNoVerify(@TempDir Path other) throws Exception {
        try (TwoNodes plain = TwoNodes.start(other, CLOCK, RANDOM)) {
            Person stranger = new Person(plain.a().exchangePort());
            assertEquals(404, stranger.get("/verify").statusCode());
            assertEquals(404, stranger.upload("a.txt", new byte[1]).statusCode());
            assertNotEquals(
                    404, new Person(plain.a().localPort()).get("/verify").statusCode());
        }
    }
}
