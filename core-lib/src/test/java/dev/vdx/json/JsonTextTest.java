package dev.vdx.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("JSON text and base64url, read strictly")
class JsonTextTest {
    private static JsonValue parsed(byte[] utf8) throws JsonException {
        return JsonText.parse(utf8, new Budget(100));
    }

    @Test
    void theReplacementCharacterMayStandByItself() throws Exception {
        assertEquals(new JsonValue.Text("\ufffd ใบ"), parsed("\"\ufffd ใบ\"".getBytes(UTF_8)));
    }

    @Test
    void surrogatePairsMayBeEscapedOrNot() throws Exception {
        assertEquals(new JsonValue.Text("\ud83d\ude00"), parsed("\"\\ud83d\\ude00\"".getBytes(UTF_8)));
        assertEquals(new JsonValue.Text("\ud83d\ude00"), parsed("\"\ud83d\ude00\"".getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\\ud83d\"", "\"\\ude00\\ud83d\"", "{\"\\ud83d\":1}", "[\"\\\\\",\"\\ud83dx\"]"})
    void halfOfAPairIsRefused(String text) {
        assertThrows(JsonException.class, () -> parsed(text.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\u00ff\"", "\"\u00c0\u0080\"", "\"\u00ed\u00a0\u0080\"", "\"\u00e0\u00b8\""})
    void whatIsNotUtf8IsRefused(String latin) {
        assertThrows(JsonException.class, () -> parsed(latin.getBytes(ISO_8859_1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AA", "AAA", "AAAA", "_-8", "AAAAAQ"})
    void base64urlHasOneSpelling(String text) {
        byte[] bytes = Base64Text.fromUrl(text).orElseThrow();
        assertEquals(text, Base64Text.url(bytes));
        assertArrayEquals(bytes, Base64Text.fromUrl(Base64Text.url(bytes)).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "AB", "AAB", "AA==", "AAA=", "AAAAAA==", "AA A", "+-8", "AAAAA", "AAAAAB", "กก"})
    void everyOtherSpellingIsRefused(String text) {
        assertEquals(Optional.empty(), Base64Text.fromUrl(text));
    }
}
