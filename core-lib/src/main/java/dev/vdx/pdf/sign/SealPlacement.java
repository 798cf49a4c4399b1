package dev.vdx.pdf.sign;

import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.pdf.object.PdfArray;
import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfNumber;
import dev.vdx.pdf.object.PdfObject;
import dev.vdx.pdf.object.PdfReference;
import dev.vdx.pdf.object.PdfStream;
import dev.vdx.pdf.object.Revision;
import dev.vdx.seal.PageShape;
import dev.vdx.seal.SealBox;
import dev.vdx.seal.SealColours;
import dev.vdx.seal.SealPicture;
import dev.vdx.seal.SealPlace;
import dev.vdx.seal.SealSpec;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/** Draws seals for the pages they go on, in the colours the document allows. */
final class SealPlacement {
    private static final int METADATA_LOOKED_AT = 1 << 20;

    /** The property {@code pdfaid:part}, as element or attribute (ISO 19005-1, 6.7.11). */
    private static final Pattern FIRST_PART = Pattern.compile("pdfaid:part(?:\\s*=\\s*[\"']|>)\\s*1\\b");

    private final Update update;
    private final PageTree pages;

    SealPlacement(Update update) {
        this.update = update;
        this.pages = new PageTree(update.base());
    }

    /** A seal and the page it was drawn for. */
    record Drawn(PageTree.Page page, SealPicture picture) {}

    /**
     * All the seals.
     *
     * @param field the field of the signature if it is there already; the first seal goes into it
     */
    List<Drawn> draw(List<SealSpec> seals, Optional<FormFields.Field> field) throws SigningException {
        List<Drawn> drawn = new ArrayList<>();
        for (SealSpec seal : seals) {
            boolean own = drawn.isEmpty() && field.isPresent();
            drawn.add(own ? into(widget(field.get()), seal) : place(seal));
        }
        return drawn;
    }

    private PdfDictionary widget(FormFields.Field field) {
        return Revision.asDictionary(update.current(field.widget(update.base())));
    }

    /** The seal where its specification says. */
    private Drawn place(SealSpec spec) throws SigningException {
        if (spec.place() instanceof SealPlace.AtText text) {
            Anchors.Place found = new Anchors(update.file()).find(text);
            PageShape shape = pages.shape(found.page());
            return new Drawn(
                    found.page(),
                    SealPicture.draw(spec, text.beside(seen(found.box(), shape)), shape, colours(), firstPart()));
        }
        SealPlace.OnPage place = (SealPlace.OnPage) spec.place();
        PageTree.Page page = pages.page(place.page());
        return new Drawn(page, SealPicture.draw(spec, place.box(), pages.shape(page), colours(), firstPart()));
    }

    /** The seal in the rectangle of an existing field. */
    private Drawn into(PdfDictionary widget, SealSpec spec) throws SigningException {
        double[] rectangle =
                PageTree.rectangle(update.base(), update.base().array(widget, "Rect"), new double[] {0, 0, 0, 0});
        if (!(widget.get("P") instanceof PdfReference reference)
                || rectangle[2] <= rectangle[0]
                || rectangle[3] <= rectangle[1]) {
            throw new SigningException(SigningProblem.SEAL_INVALID, "the field has no place on a page");
        }
        PageTree.Page page = pages.of(reference);
        PageShape shape = pages.shape(page);
        return new Drawn(page, SealPicture.draw(spec, seen(rectangle, shape), shape, colours(), firstPart()));
    }

    /** Where a rectangle of the page's own coordinates is for a person who looks at the page. */
    private static SealBox seen(double[] r, PageShape page) {
        double left = r[0] - page.left();
        double bottom = r[1] - page.bottom();
        double width = r[2] - r[0];
        double height = r[3] - r[1];
        double unit = page.userUnit();
        double right = page.width() - left - width;
        double top = page.height() - bottom - height;
        return switch (page.rotation()) {
            case 90 -> new SealBox(bottom * unit, right * unit, height * unit, width * unit);
            case 180 -> new SealBox(right * unit, top * unit, width * unit, height * unit);
            case 270 -> new SealBox(top * unit, left * unit, height * unit, width * unit);
            default -> new SealBox(left * unit, bottom * unit, width * unit, height * unit);
        };
    }

    static PdfArray rectangle(SealPicture seal) {
        PDRectangle r = seal.rectangle();
        return PdfArray.of(
                number(r.getLowerLeftX()),
                number(r.getLowerLeftY()),
                number(r.getUpperRightX()),
                number(r.getUpperRightY()));
    }

    private static PdfNumber number(float value) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_UP);
        return new PdfNumber(rounded.unscaledValue().longValueExact(), rounded.scale());
    }

    /** RGB where an output intent is, or no archive profile is claimed (ISO 19005-2, 6.2.4.3). */
    private SealColours colours() {
        Revision base = update.base();
        PdfDictionary catalog = base.catalog();
        for (PdfObject item : base.array(catalog, "OutputIntents").items()) {
            PdfDictionary profile = base.dictionary(Revision.asDictionary(base.resolve(item)), "DestOutputProfile");
            if (profile.integer("N").orElse(0L) == 3) {
                return SealColours.RGB;
            }
        }
        return metadata().contains("pdfaid") ? SealColours.GRAY : SealColours.RGB;
    }

    private boolean firstPart() {
        return FIRST_PART.matcher(metadata()).find();
    }

    private String metadata() {
        return update.base().get(update.base().catalog(), "Metadata") instanceof PdfStream metadata
                        && metadata.length() <= METADATA_LOOKED_AT
                ? new String(update.base().decoded(metadata), StandardCharsets.UTF_8)
                : "";
    }
}
