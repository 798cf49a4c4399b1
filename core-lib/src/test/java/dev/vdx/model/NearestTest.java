package dev.vdx.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    private static final List<String> KNOWN = List.of("title", "issued", "body");

    @ParameterizedTest
    @CsvSource({"titel,title", "tilte,title", "titl,title", "titles,title", "isued,issued", "bdoy,body"})
    void oneMistakeIsForgiven(String word, String meant) {
        assertEquals(Optional.of(meant), Nearest.to(word, KNOWN));
    }

    @ParameterizedTest
    @CsvSource({"tolal", "b", "reference"})
    void whatIsFarFromAllIsNotGuessed(String word) {
        assertEquals(Optional.empty(), Nearest.to(word, KNOWN));
    }

    @Test
    void theNearestOfAllIsNamedHoweverFar() {
        assertEquals(Optional.of("issued"), Nearest.among("reissue", KNOWN));
        assertEquals(Optional.empty(), Nearest.among("title", List.of()));
    }
}
