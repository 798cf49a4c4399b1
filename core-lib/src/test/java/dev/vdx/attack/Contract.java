package dev.vdx.attack;

import dev.vdx.pdf.TestPdf;
import java.util.Map;
import java.util.TreeMap;

/**
 * A document with everything an attacker could use: a page with text, an image, a filled and an empty text field, a
 * choice, a check box, a comment, a link, metadata, structure, and a signature that shows itself.
 */
final class Contract {
    static final int CATALOG = 1;
    static final int PAGES = 2;
    static final int PAGE = 3;
    static final int TEXT = 4;
    static final int FONT = 5;
    static final int AMOUNT = 6;
    static final int FORM = 7;
    static final int SEAL = 8;
    static final int SIGNATURE = 9;
    static final int AMOUNT_LOOK = 10;
    static final int NAME = 11;
    static final int CHOICE = 12;
    static final int CHECK = 13;
    static final int COMMENT = 14;
    static final int COMMENT_LOOK = 15;
    static final int LINK = 16;
    static final int ACTION = 17;
    static final int IMAGE = 18;
    static final int METADATA = 19;
    static final int STRUCTURE = 20;
    static final int SEAL_LOOK = 21;
    static final int CHECK_ON = 22;
    static final int CHECK_OFF = 23;
    static final int ENCODING = 24;
    static final int RESOURCES = 25;
    static final int LAYER = 26;
    static final int SECOND_TEXT = 27;
    /** Free numbers for what comes later. */
    static final int NEW = 60;

    static final int NEW_SEAL = 61;
    static final int NEW_SIGNATURE = 62;

    private final Map<Integer, String> objects = new TreeMap<>();

    private Contract() {
        objects.put(
                CATALOG,
                "<</Type/Catalog/Pages 2 0 R/AcroForm 7 0 R/Metadata 19 0 R/StructTreeRoot 20 0 R/MarkInfo<</Marked true>>"
                        + "/OCProperties<</OCGs[26 0 R]/D<</ON[26 0 R]>>>>>>");
        objects.put(PAGES, "<</Type/Pages/Count 1/Kids[3 0 R]>>");
        objects.put(
                PAGE,
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]/Contents[4 0 R 27 0 R]/Resources 25 0 R"
                        + "/Annots[6 0 R 8 0 R 11 0 R 12 0 R 13 0 R 14 0 R 16 0 R]>>");
        objects.put(TEXT, TestPdf.stream("", "BT /F1 12 Tf 40 340 Td (We pay 10 baht to Somchai) Tj ET"));
        objects.put(SECOND_TEXT, TestPdf.stream("", "/OC /L BDC q 40 0 0 40 300 300 cm /I Do Q EMC"));
        objects.put(RESOURCES, "<</Font<</F1 5 0 R>>/XObject<</I 18 0 R>>/Properties<</L 26 0 R>>>>");
        objects.put(FONT, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding 24 0 R>>");
        objects.put(ENCODING, "<</Type/Encoding/BaseEncoding/WinAnsiEncoding>>");
        objects.put(
                AMOUNT,
                "<</Type/Annot/Subtype/Widget/FT/Tx/T(amount)/V(10)/DA(/F1 12 Tf 0 g)/Rect[40 280 120 300]/F 4/P 3 0 R"
                        + "/AP<</N 10 0 R>>>>");
        objects.put(AMOUNT_LOOK, look("(10) Tj"));
        objects.put(
                FORM,
                "<</Fields[6 0 R 8 0 R 11 0 R 12 0 R 13 0 R]/SigFlags 3/DA(/F1 12 Tf 0 g)/DR<</Font<</F1 5 0 R>>>>>>");
        objects.put(
                SEAL,
                "<</Type/Annot/Subtype/Widget/FT/Sig/T(Seal)/Rect[40 40 140 80]/F 132/P 3 0 R/V 9 0 R/AP<</N 21 0 R>>>>");
        objects.put(SEAL_LOOK, look("(Agency A) Tj"));
        objects.put(SIGNATURE, TestPdf.signature("ETSI.CAdES.detached", ""));
        objects.put(
                NAME,
                "<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/DA(/F1 12 Tf 0 g)/Rect[40 250 120 270]/F 4/P 3 0 R>>");
        objects.put(
                CHOICE,
                "<</Type/Annot/Subtype/Widget/FT/Ch/Ff 131072/T(bank)/Opt[(A)(B)]/V(A)/DA(/F1 12 Tf 0 g)"
                        + "/Rect[40 220 120 240]/F 4/P 3 0 R/AP<</N 10 0 R>>>>");
        objects.put(
                CHECK,
                "<</Type/Annot/Subtype/Widget/FT/Btn/T(agreed)/V/Off/AS/Off/Rect[40 200 50 210]/F 4/P 3 0 R"
                        + "/AP<</N<</Yes 22 0 R/Off 23 0 R>>>>>>");
        objects.put(CHECK_ON, look("(X) Tj"));
        objects.put(CHECK_OFF, look(""));
        objects.put(
                COMMENT,
                "<</Type/Annot/Subtype/FreeText/Rect[200 200 300 240]/Contents(only in November)/DA(/F1 12 Tf 0 g)/F 4"
                        + "/P 3 0 R/AP<</N 15 0 R>>>>");
        objects.put(COMMENT_LOOK, look("(only in November) Tj"));
        objects.put(LINK, "<</Type/Annot/Subtype/Link/Rect[200 100 300 120]/A 17 0 R/P 3 0 R>>");
        objects.put(ACTION, "<</Type/Action/S/URI/URI(https://agency.example/terms)>>");
        objects.put(
                IMAGE,
                TestPdf.stream(
                        "/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray", "x"));
        objects.put(METADATA, TestPdf.stream("/Type/Metadata/Subtype/XML", "<x>1</x>"));
        objects.put(STRUCTURE, "<</Type/StructTreeRoot/K[28 0 R]>>");
        objects.put(28, "<</Type/StructElem/S/P/P 20 0 R/ActualText(We pay 10 baht)>>");
        objects.put(LAYER, "<</Type/OCG/Name(picture)>>");
    }

    /** An appearance that draws this. */
    static String look(String text) {
        return TestPdf.stream(
                "/Type/XObject/Subtype/Form/BBox[0 0 100 40]/Resources<</Font<</F1 5 0 R>>>>",
                text.isEmpty() ? "q Q" : "BT /F1 12 Tf 2 4 Td " + text + " ET");
    }

    /** Signed by an approval signature, which says nothing about changes. */
    static Contract approved() {
        return new Contract();
    }

    /** Certified with this DocMDP level. */
    static Contract certified(int p) {
        Contract contract = new Contract();
        contract.objects.put(
                SIGNATURE,
                TestPdf.signature(
                        "ETSI.CAdES.detached",
                        "/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/P " + p
                                + "/V/1.2>>>>]"));
        return contract.edit(CATALOG, "/Pages", "/Perms<</DocMDP 9 0 R>>/Pages");
    }

    /** Another object, in the signed revision. */
    Contract with(int number, String object) {
        objects.put(number, object);
        return this;
    }

    /** One text of an object replaced, in the signed revision. */
    Contract edit(int number, String what, String by) {
        objects.put(number, edited(number, what, by));
        return this;
    }

    /** An object as it is, with one text replaced. */
    String edited(int number, String what, String by) {
        String object = objects.get(number);
        if (object == null || !object.contains(what)) {
            throw new IllegalArgumentException(number + " has no " + what);
        }
        return object.replace(what, by);
    }

    /** An object with one more entry in its dictionary. */
    String entry(int number, String entry) {
        String object = objects.get(number);
        return "<<" + entry + object.substring(2);
    }

    String object(int number) {
        return objects.get(number);
    }

    /** The page showing one more annotation. */
    String annotated(int number) {
        return edited(PAGE, "16 0 R]", "16 0 R " + number + " 0 R]");
    }

    TestPdf signed() {
        return TestPdf.of(objects, Office::seal);
    }

    /** Signed, and then updated by one object. */
    TestPdf then(int number, String object) {
        return signed().update(number, object);
    }

    /** Signed, and then updated by these objects. */
    TestPdf then(Map<Integer, String> update) {
        return signed().update(update);
    }

    /** Signed, and then an object replaced by itself with one text replaced. */
    TestPdf thenEdited(int number, String what, String by) {
        return then(number, edited(number, what, by));
    }

    /** Signed, then commented on. */
    TestPdf commented(String annotation) {
        return then(Map.of(PAGE, annotated(NEW), NEW, annotation));
    }

    /** Signed, then signed again. */
    TestPdf signedAgain(String field, String subFilter, Map<Integer, String> more) {
        Map<Integer, String> update = new TreeMap<>(Map.of(
                PAGE,
                annotated(NEW_SEAL),
                FORM,
                edited(FORM, "13 0 R]", "13 0 R " + NEW_SEAL + " 0 R]"),
                NEW_SEAL,
                field,
                NEW_SIGNATURE,
                TestPdf.signature(subFilter, "")));
        update.putAll(more);
        return then(update);
    }

    /** A field for a second signature; {@code entries} more of it. */
    static String newSeal(String rectangle, String entries) {
        return "<</Type/Annot/Subtype/Widget/FT/Sig/T(Second)/Rect" + rectangle + "/F 132/P 3 0 R/V " + NEW_SIGNATURE
                + " 0 R" + entries + ">>";
    }
}
