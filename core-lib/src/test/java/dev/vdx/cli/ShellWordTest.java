package dev.vdx.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a shell makes of the word is the word. */
class ShellWordTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain.pdf",
                "ใบอนุญาตที่ ๑.pdf",
                "a b",
                "a'b",
                "a\"b",
                "$HOME/x",
                "a`id`b",
                "!x",
                "a\\",
                "it's $5",
                "#1",
                "a;b",
                "*",
                "~",
                "(a)",
                "a&b"
            })
    void aShellReadsTheSame(String word) throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", "printf %s " + ShellWord.of(word)).start();
        shell.getOutputStream().close();
        assertEquals(word, new String(shell.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain.pdf", "/tmp/ใบอนุญาต.pdf", "signed/a_1-2.p7s"})
    void whatNeedsNoQuotesHasNone(String word) {
        assertEquals(word, ShellWord.of(word));
    }
}
