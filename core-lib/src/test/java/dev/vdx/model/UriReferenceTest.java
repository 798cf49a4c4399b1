package dev.vdx.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UriReferenceTest {
    @Test
    void aThaiNameReadsAsItIsWritten() {
        assertEquals(
                "ข้อมูล a.csv",
                UriReference.readable("%E0%B8%82%E0%B9%89%E0%B8%AD%E0%B8%A1%E0%B8%B9%E0%B8%A5%20a.csv"));
        assertEquals("ข้อมูล a.csv", UriReference.readable("ข้อมูล%20a.csv"));
        assertEquals("50%.txt", UriReference.readable("50%25.txt"));
    }

    /** No escape, not UTF-8, overlong, a line break, a turned direction, half a pair. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain.pdf",
                "50%",
                "%zz.txt",
                "%E0%B8",
                "%C0%AF",
                "a%0Ab",
                "a%E2%80%AEfdp.exe",
                "a%00",
                "%ED%A0%80"
            })
    void whatGivesNoReadableNameStays(String reference) {
        assertEquals(reference, UriReference.readable(reference));
    }
}
