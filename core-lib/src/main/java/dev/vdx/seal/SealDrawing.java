package dev.vdx.seal;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSFloat;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;

/** Lays a seal out: image, words and QR from left to right, or, in a tall box, from top to bottom. */
final class SealDrawing {
    private static final COSName IMAGE = COSName.getPDFName("Im0");

    private static final double BORDER = 0.75;
    private static final double BAND = 3;
    private static final double PADDING = 5;
    private static final double GAP = 6;

    /** A module of about a quarter of a millimetre: less is lost on an office printer. */
    private static final double SMALLEST_MODULE = 0.75;

    private static final double LARGEST_QR = 110;
    private static final double LARGEST_CAPTION = 8;
    private static final double SMALLEST_CAPTION = 4;
    private static final double WIDEST_QR_SHARE = 0.42;
    private static final double WIDEST_IMAGE_SHARE = 0.3;

    private final SealSpec spec;
    private final SealBox box;
    private final SealWords words;
    private final SealPalette palette;
    private final SealColours colours;
    private final boolean listed;
    private final TextFonts fonts = new TextFonts();
    private final COSDictionary images = new COSDictionary();
    private final Canvas canvas;

    /** What is still free of the box. */
    private record Area(double left, double bottom, double width, double height) {}

    SealDrawing(SealSpec spec, SealBox box, SealColours colours, boolean listed) {
        this.listed = listed;
        this.spec = spec;
        this.box = box;
        this.words = new SealWords(spec.language(), spec.thaiDigits());
        this.palette = spec.palette();
        this.colours = colours;
        this.canvas = new Canvas(colours, fonts);
    }

    /** All it says, in reading order. */
    String words() {
        List<String> said = new ArrayList<>();
        spec.image().flatMap(SealImage::words).ifPresent(said::add);
        items().forEach(item -> said.add(item.text()));
        spec.verification().ifPresent(address -> said.add(words.verify() + ": " + address));
        return String.join(". ", said);
    }

    COSStream form(float[] matrix) throws CannotDrawException, IOException {
        double left = BAND + PADDING;
        frame(box.width(), box.height());
        Area area = new Area(left, PADDING, box.width() - left - PADDING, box.height() - 2 * PADDING);
        if (area.width <= 0 || area.height <= 0) {
            throw new CannotDrawException("the box is too small for any text");
        }
        boolean tall = box.height() > box.width();
        if (spec.image().isPresent()) {
            area = image(spec.image().get(), area, tall);
        }
        if (spec.verification().isEmpty()) {
            SealText text = SealText.fit(fonts, items(), area.width, area.height);
            text.draw(canvas, area.left, area.bottom + (area.height + text.height()) / 2);
        } else if (tall) {
            stacked(spec.verification().get(), area);
        } else {
            sideBySide(spec.verification().get(), area);
        }
        return finish(matrix);
    }

    private void frame(double width, double height) {
        canvas.fillWith(palette.background()).rectangle(0, 0, width, height).fill();
        canvas.fillWith(palette.accent()).rectangle(0, 0, BAND, height).fill();
        canvas.strokeWith(palette.accent(), BORDER)
                .rectangle(BORDER / 2, BORDER / 2, width - BORDER, height - BORDER)
                .stroke();
    }

    /** Draws the image at the left or on top; answers what it leaves free. */
    private Area image(SealImage image, Area area, boolean tall) throws IOException {
        double widest = tall ? area.width : box.width() * WIDEST_IMAGE_SHARE;
        double highest = tall ? box.height() * WIDEST_IMAGE_SHARE : area.height;
        double width = Math.min(widest, highest * image.shape());
        double height = width / image.shape();
        images.setItem(IMAGE, image.stream(palette.background(), colours));
        if (tall) {
            canvas.image(
                    IMAGE.getName(),
                    area.left + (area.width - width) / 2,
                    area.bottom + area.height - height,
                    width,
                    height);
            return new Area(area.left, area.bottom, area.width, area.height - height - GAP);
        }
        canvas.image(IMAGE.getName(), area.left, area.bottom + (area.height - height) / 2, width, height);
        return new Area(area.left + width + GAP, area.bottom, area.width - width - GAP, area.height);
    }

    private void sideBySide(URI address, Area area) throws CannotDrawException {
        QrPicture qr = QrPicture.of(address);
        Caption caption = caption(address);
        double side = qrSide(qr, Math.min(box.width() * WIDEST_QR_SHARE, LARGEST_QR), area.height, caption);
        double column = area.left + area.width - side;
        SealText text = SealText.fit(fonts, items(), column - GAP - area.left, area.height);
        text.draw(canvas, area.left, area.bottom + (area.height + text.height()) / 2);
        double under = caption.height(side);
        double bottom = area.bottom + (area.height - side - under) / 2 + under;
        qr.draw(canvas, column, bottom, side);
        caption.draw(column, bottom, side);
    }

    private void stacked(URI address, Area area) throws CannotDrawException {
        QrPicture qr = QrPicture.of(address);
        Caption caption = caption(address);
        double side = qrSide(qr, Math.min(area.width, LARGEST_QR), area.height / 2, caption);
        double under = caption.height(side);
        SealText text = SealText.fit(fonts, items(), area.width, area.height - side - under - GAP);
        double whole = text.height() + GAP + side + under;
        double top = area.bottom + (area.height + whole) / 2;
        text.draw(canvas, area.left, top);
        double bottom = top - text.height() - GAP - side;
        double x = area.left + (area.width - side) / 2;
        qr.draw(canvas, x, bottom, side);
        caption.draw(x, bottom, side);
    }

    /** The largest square that leaves room for its caption, which grows with it. */
    private static double qrSide(QrPicture qr, double widest, double tall, Caption caption) throws CannotDrawException {
        double side = widest;
        while (side + caption.height(side) > tall && side > 0) {
            side -= 0.5;
        }
        if (side < qr.side() * SMALLEST_MODULE) {
            throw new CannotDrawException("the box is too small for the QR code, which needs a square of "
                    + (int) Math.ceil(qr.side() * SMALLEST_MODULE) + " points and a line below");
        }
        return side;
    }

    private Caption caption(URI address) throws CannotDrawException {
        return new Caption(
                fonts.line(Typeface.BOLD, words.verify()),
                fonts.line(Typeface.REGULAR, String.valueOf(address.getHost())));
    }

    /** What stands under the QR: what it is for, and whose address a scan will open. */
    private final class Caption {
        private final TextLine what;
        private final TextLine host;

        Caption(TextLine what, TextLine host) {
            this.what = what;
            this.host = host;
        }

        private static double size(TextLine line, double side) {
            return Math.max(SMALLEST_CAPTION, Math.min(LARGEST_CAPTION, side / line.width(1)));
        }

        double height(double side) {
            return SealText.LEADING * (size(what, side) + hostSize(side));
        }

        private double hostSize(double side) {
            return Math.min(size(host, side), size(what, side));
        }

        void draw(double x, double bottom, double side) throws CannotDrawException {
            double whatSize = size(what, side);
            double hostSize = hostSize(side);
            if (Math.max(what.width(whatSize), host.width(hostSize)) > side + 0.01) {
                throw new CannotDrawException("the name of the verification host does not fit under the QR code");
            }
            double y = bottom - SealText.ASCENT * whatSize;
            canvas.fillWith(palette.accent()).text(what, whatSize, x + (side - what.width(whatSize)) / 2, y);
            y -= SealText.LEADING * hostSize;
            canvas.fillWith(palette.muted()).text(host, hostSize, x + (side - host.width(hostSize)) / 2, y);
        }
    }

    private List<SealText.Item> items() {
        List<SealText.Item> items = new ArrayList<>();
        items.add(new SealText.Item(words.sealedBy(), Typeface.REGULAR, 0.8, 0, palette.muted()));
        for (int i = 0; i < spec.agency().size(); i++) {
            items.add(
                    i == 0
                            ? new SealText.Item(spec.agency().get(i), Typeface.BOLD, 1.2, 0, palette.accent())
                            : new SealText.Item(spec.agency().get(i), Typeface.REGULAR, 0.95, 0, palette.accent()));
        }
        double gap = 0.35;
        if (spec.reason().isPresent()) {
            items.add(
                    new SealText.Item(words.reason(spec.reason().get()), Typeface.REGULAR, 0.95, gap, palette.text()));
            gap = 0;
        }
        if (spec.location().isPresent()) {
            items.add(new SealText.Item(
                    words.location(spec.location().get()), Typeface.REGULAR, 0.95, gap, palette.text()));
            gap = 0;
        }
        items.add(new SealText.Item(
                words.dateTime(spec.time(), spec.zone()), Typeface.REGULAR, 0.95, gap, palette.text()));
        for (String line : spec.lines()) {
            items.add(new SealText.Item(line, Typeface.REGULAR, 0.95, 0, palette.text()));
        }
        return items;
    }

    private COSStream finish(float[] matrix) throws CannotDrawException, IOException {
        COSDictionary resources = new COSDictionary();
        resources.setItem(COSName.FONT, fonts.resources(listed));
        if (images.size() > 0) {
            resources.setItem(COSName.XOBJECT, images);
        }
        if (colours == SealColours.GRAY) {
            resources.setItem(COSName.COLORSPACE, defaultGray());
        }
        COSStream form = canvas.stream();
        form.setItem(COSName.TYPE, COSName.XOBJECT);
        form.setItem(COSName.SUBTYPE, COSName.FORM);
        form.setInt(COSName.FORMTYPE, 1);
        form.setItem(COSName.BBOX, floats(0, 0, (float) box.width(), (float) box.height()));
        form.setItem(COSName.MATRIX, floats(matrix));
        form.setItem(COSName.RESOURCES, resources);
        return form;
    }

    /** Says what grey means, so that the seal needs no output intent (ISO 19005-2, 6.2.4.3). */
    private static COSDictionary defaultGray() {
        COSDictionary parameters = new COSDictionary();
        parameters.setItem(COSName.getPDFName("WhitePoint"), floats(0.9505f, 1, 1.089f));
        parameters.setItem(COSName.GAMMA, new COSFloat(2.2f));
        COSArray space = new COSArray();
        space.add(COSName.CALGRAY);
        space.add(parameters);
        COSDictionary spaces = new COSDictionary();
        spaces.setItem(COSName.getPDFName("DefaultGray"), space);
        return spaces;
    }

    private static COSArray floats(float... values) {
        COSArray array = new COSArray();
        for (float value : values) {
            array.add(new COSFloat(value));
        }
        return array;
    }
}
