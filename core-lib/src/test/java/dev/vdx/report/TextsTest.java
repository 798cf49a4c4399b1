package dev.vdx.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.model.ChangeRule;
import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Indication;
import dev.vdx.model.Outcome;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.model.SubIndication;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TextsTest {

    @ParameterizedTest
    @EnumSource
    void everyFindingHasAMessageAndANextStepAndNothingElseIsThere(Lang lang) {
        Set<String> expected = names(FindingCode.values())
                .flatMap(c -> Stream.of(c + ".message", c + ".next"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(expected, new TreeSet<>(Texts.findings(lang).all().stringPropertyNames()));
    }

    @ParameterizedTest
    @EnumSource
    void everyWordHasATextAndNoTextIsWithoutItsWord(Lang lang) {
        Set<String> expected = new TreeSet<>();
        names(Outcome.values()).forEach(n -> expected.add("outcome." + n));
        names(Indication.values()).forEach(n -> expected.add("indication." + n));
        names(SubIndication.values()).forEach(n -> expected.add("sub." + n));
        names(ChangeRule.values()).forEach(n -> expected.add("change." + n));
        names(SigningProblem.values()).forEach(n -> {
            expected.add("problem." + n + ".message");
            expected.add("problem." + n + ".next");
        });
        Label.keys().forEach(expected::add);
        Saying.keys().forEach(expected::add);
        assertEquals(expected, new TreeSet<>(Texts.words(lang).all().stringPropertyNames()));
    }

    @Test
    void bothLanguagesUseTheSamePlaceholders() {
        for (String key : Texts.findings(Lang.EN).all().stringPropertyNames()) {
            assertEquals(placeholders(Texts.findings(Lang.EN), key), placeholders(Texts.findings(Lang.TH), key), key);
        }
        for (String key : Texts.words(Lang.EN).all().stringPropertyNames()) {
            assertEquals(placeholders(Texts.words(Lang.EN), key), placeholders(Texts.words(Lang.TH), key), key);
        }
    }

    @ParameterizedTest
    @EnumSource
    void noMessageNeedsADetailToBeASentence(Lang lang) {
        for (FindingCode code : FindingCode.values()) {
            String message = Explained.of(Finding.of(code), lang).message();
            assertFalse(message.contains("?") || message.contains("[") || message.contains("{"), message);
        }
        for (SigningProblem problem : SigningProblem.values()) {
            String message = Explained.of(new SigningException(problem), lang).message();
            assertFalse(message.contains("?") || message.contains("[") || message.contains("{"), message);
        }
    }

    @Test
    void thaiTextsAreThai() {
        for (String key : Texts.findings(Lang.TH).all().stringPropertyNames()) {
            assertTrue(Texts.findings(Lang.TH).get(key).codePoints().anyMatch(c -> c >= 0xE00 && c <= 0xE7F), key);
        }
    }

    @Test
    void aDetailFillsItsPlaceWhateverSignsItHolds() {
        assertEquals("it's {1} [x]: done.", new Template("it's {0}[: {1}].").fill(List.of("{1} [x]", "done")));
    }

    @Test
    void aMissingDetailTakesItsBracketsAlong() {
        assertEquals("expired.", new Template("expired[: {0}][, until {1}].").fill(List.of()));
        assertEquals("expired: A.", new Template("expired[: {0}][, until {1}].").fill(List.of("A")));
    }

    @Test
    void aDetailNobodyAskedForIsNotLost() {
        assertEquals("expired: A. (B; C)", new Template("expired[: {0}].").fill(List.of("A", "B", "C")));
    }

    private static Set<Integer> placeholders(Texts texts, String key) {
        return new Template(texts.get(key)).placeholders();
    }

    private static Stream<String> names(Enum<?>[] values) {
        return Stream.of(values).map(Enum::name);
    }
}
