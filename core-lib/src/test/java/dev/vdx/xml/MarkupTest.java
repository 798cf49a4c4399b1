package dev.vdx.xml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.model.Limits;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Elements put into the text of a document; every other byte stays. */
class MarkupTest {

    private static String with(String xml, Charset charset, String... names) throws XmlException {
        byte[] bytes = xml.getBytes(charset);
        Document document = SafeXml.parse(bytes, Limits.DEFAULT);
        IdentityHashMap<Element, String> texts = new IdentityHashMap<>();
        for (String name : names) {
            texts.put((Element) document.getElementsByTagName(name).item(0), "<new/>");
        }
        return new String(Markup.with(bytes, document, texts), charset);
    }

    @ParameterizedTest
    @CsvSource({
        "<a><b>x</b></a>, <a><b>x<new/></b></a>",
        "<a><b/></a>, <a><b><new/></b></a>",
        "<a><b  c='>' /></a>, <a><b  c='>' ><new/></b></a>",
        "<a><!-- </b> <b> --><b></b ></a>, <a><!-- </b> <b> --><b><new/></b ></a>",
        "<a><![CDATA[<b>]]><b>]]&gt;</b></a>, <a><![CDATA[<b>]]><b>]]&gt;<new/></b></a>",
        "<?x <b> ?><a d=\"'/>\"><b><b/></b></a>, <?x <b> ?><a d=\"'/>\"><b><b/><new/></b></a>",
        "<b/>, <b><new/></b>"
    })
    void textGoesBeforeTheEndOfItsElement(String before, String after) throws Exception {
        assertEquals(after, with(before, StandardCharsets.UTF_8, "b"));
    }

    @Test
    void namesOfAnyLetters() throws Exception {
        assertEquals(
                "<a><ข:ก xmlns:ข='u'  ><new/></ข:ก></a>",
                with("<a><ข:ก xmlns:ข='u'  /></a>", StandardCharsets.UTF_8, "ข:ก"));
        assertEquals("<ก><new/></ก>", with("<ก/>", StandardCharsets.UTF_8, "ก"));
    }

    @Test
    void severalAtOnceAndNoneAtAll() throws Exception {
        String xml = "\ufeff<a>ก<b>\r\n</b><c/></a>";
        assertEquals(
                "\ufeff<a>ก<b>\r\n<new/></b><c><new/></c><new/></a>", with(xml, StandardCharsets.UTF_8, "c", "a", "b"));
        assertEquals(xml, with(xml, StandardCharsets.UTF_8));
    }

    @Test
    void encodingsThatHoldAsciiAsItIs() throws Exception {
        Charset thai = Charset.forName("TIS-620");
        String xml = "<?xml version='1.0' encoding='TIS-620'?><b>ก</b>";
        assertEquals(xml.replace("</b>", "<new/></b>"), with(xml, thai, "b"));
        for (Charset foreign : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            byte[] bytes = "\ufeff<?xml version='1.0' encoding='UTF-16'?><b/>".getBytes(foreign);
            assertTrue(Markup.foreign(SafeXml.parse(bytes, Limits.DEFAULT)).isPresent());
        }
        assertTrue(Markup.foreign(SafeXml.parse(xml.getBytes(thai), Limits.DEFAULT))
                .isEmpty());
        assertTrue(Markup.foreign(SafeXml.parse("<b/>".getBytes(StandardCharsets.UTF_8), Limits.DEFAULT))
                .isEmpty());
    }
}
