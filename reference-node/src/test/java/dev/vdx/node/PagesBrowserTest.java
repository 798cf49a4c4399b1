package dev.vdx.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vdx.sandbox.Sandbox;
import dev.vdx.sandbox.SandboxServer;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages in real Chromium: what a person does, with mouse and with keyboard, in both languages; pictures in target/pages. */
class PagesBrowserTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Path SHOTS = Path.of("target", "pages");

    @TempDir
    static Path folder;

    private static TwoNodes nodes;
    private static SandboxServer server;
    private static Browser browser;
    private static Agency a;
    private static String key;
    private static byte[] sealed;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Files.isExecutable(Browser.PROGRAM), "no " + Browser.PROGRAM + ": the pages are not looked at");
        TwoNodes.prepare(folder, Map.of("verify.public", "true"), CLOCK, RANDOM);
        Path pki = folder.resolve("sandbox");
        Files.copy(pki.resolve("tsa-anchors/root.pem"), pki.resolve("anchors/tsa.pem"));
        nodes = TwoNodes.start(folder, CLOCK, RANDOM);
        Sandbox sandbox = Sandbox.open(folder.resolve("sandbox"));
        server = SandboxServer.start(sandbox, CLOCK, RANDOM);
        sealed = Papers.sealed(folder, sandbox.agency("agency-a"), server.tsa(), CLOCK, RANDOM);
        a = new Agency(
                nodes.a().localPort(), nodes.a().makeKey("dms", List.of("send", "read", "decide"), CLOCK, RANDOM));
        key = nodes.b().makeKey("สารบรรณกลาง", List.of("send", "read", "decide"), CLOCK, RANDOM);
        browser = Browser.start();
    }

    @AfterAll
    static void stop() {
        if (nodes != null) {
            browser.close();
            server.close();
            nodes.close();
        }
    }

    @BeforeEach
    void anew() {
        browser.forgetCookies();
        browser.size(1280, 900, false);
        browser.language("en");
    }

    private static String at(Node node, String path) {
        return "http://127.0.0.1:" + node.localPort() + path;
    }

    private static void logIn(Node node, String with) {
        browser.open(at(node, "/inbox"));
        browser.fill("#key", with);
        browser.click("form.panel button");
        assertEquals("Log out", browser.text("header button"));
    }

    /** Looks at the page as it is: sound for assistive technology, nothing blocked, nothing wider than the window. */
    private static void look(String name) throws Exception {
        browser.screenshot(SHOTS.resolve(name + ".png"));
        assertEquals(List.of(), browser.accessibilityTroubles(), name);
        assertEquals(List.of(), browser.complaints(), name);
        assertTrue(
                browser.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
                        .asBoolean(),
                name + " is wider than the window");
        assertTrue(browser.evaluate("document.fonts.check('16px Sarabun', 'ก')").asBoolean(), "the font is there");
    }

    /** Looks at it in both languages and on a telephone. */
    private static void lookAll(String name) throws Exception {
        look(name + "-en");
        browser.click("a.language");
        assertEquals("th", browser.evaluate("document.documentElement.lang").asText());
        look(name + "-th");
        browser.size(390, 844, true);
        look(name + "-th-phone");
        browser.size(1280, 900, false);
        browser.click("a.language");
        assertEquals("en", browser.evaluate("document.documentElement.lang").asText());
    }

    private static String send(String extra, String name) throws Exception {
        String json = """
                {"to": "sandbox:agency-b", "documentType": "farmer-certificate", "keys": {"farm": "F-1"}%s,
                 "documents": [{"name": "%s", "mediaType": "application/pdf", "sha256": "%s"}]}""".formatted(extra, name, a.handIn(sealed));
        return made(json);
    }

    private static String made(String json) throws Exception {
        HttpResponse<byte[]> answer = a.call("POST", "/local/v1/outbox", json.getBytes(UTF_8));
        JsonNode message = Agency.JSON.readTree(answer.body());
        assertEquals(201, answer.statusCode(), message.toString());
        return message.path("id").asText();
    }

    private static String delivered(String id) throws Exception {
        a.await("/local/v1/outbox/" + id, "delivered");
        return id;
    }

    @Test
    void somebodyLogsInAndAcceptsWhatCameIn() throws Exception {
        browser.open(at(nodes.b(), "/inbox"));
        lookAll("login");
        browser.fill("#key", "vdx_00000000_" + "A".repeat(43));
        browser.click("form.panel button");
        assertTrue(browser.text("#key-error").contains("not known"), browser.text("body"));
        look("login-refused");

        String id = delivered(send(", \"purpose\": \"subsidy\"", "หนังสือรับรอง F-1.pdf"));
        logIn(nodes.b(), key);
        assertEquals("Inbox", browser.text("h1"));
        lookAll("inbox");
        browser.click("a[href='/inbox/" + id + "']");
        assertEquals("หนังสือรับรอง F-1.pdf", browser.text("h1"));
        assertTrue(browser.text("main").contains("SANDBOX agency-a"), browser.text("main"));
        lookAll("message");

        browser.click("form[action$=accept] button");
        assertEquals("Enter the register number.", browser.text("#registerNumber-error"));
        look("message-number-missing");
        browser.fill("#registerNumber", "กษ 0123/2569");
        browser.click("form[action$=accept] button");
        assertTrue(browser.text(".notice.good").contains("Accepted"), browser.text("main"));
        assertTrue(browser.text(".receipts").contains("Register number กษ 0123/2569"), browser.text("main"));
        assertEquals(0, browser.count("form[action$=reject]"), "what is decided is decided");
        browser.click("form[action$=acknowledge] button");
        browser.open(at(nodes.b(), "/inbox?show=unread"));
        assertEquals(0, browser.count("a[href='/inbox/" + id + "']"));
        a.await("/local/v1/outbox/" + id, "accepted");
    }

    @Test
    void rejectedRevokedAndDeadMessagesSayWhatToDo() throws Exception {
        String wrong = delivered(send("", "ผิดฉบับ.pdf"));
        String right = delivered(send(
                ", \"kind\": \"correction\", \"supersedes\": \"" + wrong + "\", \"reason\": \"พิมพ์เนื้อที่ผิด\"",
                "ฉบับแก้ไข.pdf"));
        String revocation = delivered(made("""
                {"to": "sandbox:agency-b", "documentType": "farmer-certificate", "kind": "revocation",
                 "revokes": "%s", "reason": "ออกให้ผิดคน"}""".formatted(right)));
        String dead = made("""
                {"to": "sandbox:agency-b", "documentType": "tax-return", "documents": [
                 {"name": "a.pdf", "mediaType": "application/pdf", "sha256": "%s"}]}""".formatted(a.handIn(sealed)));
        a.await("/local/v1/outbox/" + dead, "dead");

        logIn(nodes.b(), key);
        browser.open(at(nodes.b(), "/inbox"));
        assertTrue(browser.text(".rows").contains("Revoked"), browser.text(".rows"));
        look("inbox-changed");
        browser.open(at(nodes.b(), "/inbox/" + right));
        assertTrue(browser.text("main").contains("Taken back by its sender"), browser.text("main"));
        assertTrue(browser.text("main").contains("ออกให้ผิดคน"), browser.text("main"));
        lookAll("message-revoked");
        browser.clickLink("Open that message");
        assertEquals("ผิดฉบับ.pdf", browser.text("h1"));
        assertTrue(browser.text("main").contains("use the correction"), browser.text("main"));
        browser.open(at(nodes.b(), "/inbox/" + revocation));
        browser.click("form[action$=reject] button");
        assertEquals("Enter the reason.", browser.text("#reason-error"));
        browser.fill("#reason", "ไม่ใช่ของหน่วยงานนี้");
        browser.click("form[action$=reject] button");
        assertTrue(browser.text(".receipts").contains("rejected it"), browser.text("main"));

        browser.open(at(nodes.a(), "/login"));
        logIn(nodes.a(), nodes.a().makeKey("สารบรรณ", List.of("send", "read"), CLOCK, RANDOM));
        browser.open(at(nodes.a(), "/outbox?show=dead"));
        assertEquals(1, browser.count(".rows > li"));
        lookAll("outbox-dead");
        browser.click("a[href='/outbox/" + dead + "']");
        lookAll("message-dead");
        browser.click("form[action$=resend] button");
        assertTrue(browser.text(".notice.good").contains("sent again"), browser.text("main"));
        a.await("/local/v1/outbox/" + dead, "dead");
        browser.open(at(nodes.a(), "/outbox/" + dead));
        assertTrue(browser.text(".timeline").contains("To be sent again"), browser.text(".timeline"));
    }

    private static void verify(String file) {
        browser.open(at(nodes.b(), "/verify"));
        browser.choose("#file", folder.resolve(file));
        browser.click("#verify button");
    }

    @Test
    void verifySaysInPlainWordsWhatAFileIsWorth() throws Exception {
        Files.write(folder.resolve("certificate.pdf"), sealed);
        Files.write(folder.resolve("painted.pdf"), Papers.paintedOver(sealed));
        Files.write(folder.resolve("damaged.pdf"), Papers.damaged(sealed));
        Files.write(folder.resolve("unsigned.pdf"), Papers.unsigned(CLOCK));
        Files.write(folder.resolve("broken.pdf"), "%PDF-1.7\nnothing more".getBytes(UTF_8));
        logIn(nodes.b(), key);
        browser.open(at(nodes.b(), "/verify"));
        lookAll("verify");
        browser.click("#verify button");
        assertEquals("Choose a file first.", browser.text("#file-error"));

        for (String lang : List.of("en", "th")) {
            browser.open(at(nodes.b(), "/language?to=" + lang + "&back=/verify"));
            verify("certificate.pdf");
            assertVerdict("good", lang.equals("en") ? "PASSED" : "ผ่าน");
            assertTrue(browser.text("main").contains("certificate.pdf"), browser.text("main"));
            assertTrue(browser.text("article").contains("SANDBOX"), browser.text("article"));
            assertTrue(browser.text("article time, article dd").length() > 3);
            assertEquals(1, browser.count("figure.page img"));
            look("verdict-passed-" + lang);
            verify("painted.pdf");
            assertVerdict("bad", lang.equals("en") ? "FAILED" : "ไม่ผ่าน");
            assertEquals(2, browser.count(".pair img"), "the page as signed and as it is now");
            assertTrue(browser.count(".changes li") > 0);
            look("verdict-painted-" + lang);
            verify("damaged.pdf");
            assertVerdict("bad", lang.equals("en") ? "FAILED" : "ไม่ผ่าน");
            look("verdict-damaged-" + lang);
            verify("unsigned.pdf");
            assertVerdict("plain", lang.equals("en") ? "NOT SIGNED" : "ไม่มีลายมือชื่อ");
            assertEquals(1, browser.count("figure.page img"));
            look("verdict-unsigned-" + lang);
            verify("broken.pdf");
            assertVerdict("plain", lang.equals("en") ? "NOT READABLE" : "อ่านไม่ได้");
            assertEquals(0, browser.count("img"));
            look("verdict-broken-" + lang);
        }
        browser.size(390, 844, true);
        verify("painted.pdf");
        look("verdict-painted-th-phone");
    }

    private static void assertVerdict(String tone, String words) {
        assertTrue(browser.text(".band." + tone + " h1").startsWith(words), browser.text("main"));
    }

    @Test
    void everythingWorksByKeyboardAlone() throws Exception {
        String id = delivered(send("", "แป้นพิมพ์.pdf"));
        browser.open(at(nodes.b(), "/login"));
        browser.tabTo("a.skip");
        browser.key("Enter");
        browser.tabTo("#key");
        browser.type(key);
        browser.follow(() -> browser.key("Enter"));
        assertEquals("Inbox", browser.text("h1"));
        String way = browser.tabTo("a[href='/inbox/" + id + "']");
        assertTrue(way.indexOf("Skip") < way.indexOf("Inbox"), way);
        browser.follow(() -> browser.key("Enter"));
        browser.tabTo("#registerNumber");
        browser.type("7/2569");
        browser.tabTo("form[action$=accept] button");
        browser.follow(() -> browser.key("Enter"));
        assertTrue(browser.text(".receipts").contains("Register number 7/2569"), browser.text("main"));
        browser.tabTo("nav a[href='/verify']");
        browser.follow(() -> browser.key("Enter"));
        browser.tabTo("#file");
        browser.tabTo("#verify button");
        browser.follow(() -> browser.key("Enter"));
        assertEquals("Choose a file first.", browser.text("#file-error"));
        browser.tabTo("header form button");
        browser.follow(() -> browser.key("Enter"));
        assertEquals("You are logged out.", browser.text("[role=status]"));
    }

    @Test
    void strangersVerifyOnTheExchangeListenerAlsoWithoutScriptsAndByDroppingAFile() throws Exception {
        Files.write(folder.resolve("public.pdf"), sealed);
        String address = "http://127.0.0.1:" + nodes.b().exchangePort() + "/verify";
        browser.call("Emulation.setScriptExecutionDisabled", Map.of("value", true));
        browser.open(address);
        browser.choose("#file", folder.resolve("public.pdf"));
        browser.click("#verify button");
        assertVerdict("good", "PASSED");
        browser.call("Emulation.setScriptExecutionDisabled", Map.of("value", false));
        browser.open(address);
        lookAll("verify-public");
        browser.follow(() -> browser.evaluate("""
                (() => { const data = new DataTransfer();
                  data.items.add(new File(['%PDF-1.7 dropped'], 'หนังสือรับรอง.pdf', {type: 'application/pdf'}));
                  document.getElementById('verify').dispatchEvent(
                      new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true})); })()"""));
        assertVerdict("plain", "NOT READABLE");
        assertTrue(browser.text("main").contains("หนังสือรับรอง.pdf"), browser.text("main"));
        assertFalse(browser.text("header").contains("Inbox"), "strangers see nothing of the agency's messages");
    }
}
