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

/** Lays a seal out: words at the left and QR at the right, or, in a tall box, the QR below. */
final class SealDrawing {
    private static final Ink NAVY = new Ink(0.09, 0.2, 0.42);
    private static final Ink SLATE = new Ink(0.33, 0.37, 0.44);
    private static final Ink TEXT = new Ink(0.1, 0.12, 0.16);

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

    private final SealSpec spec;
    private final SealWords words;
    private final SealColours colours;
    private final TextFonts fonts = new TextFonts();
    private final Canvas canvas;

    SealDrawing(SealSpec spec, SealColours colours) {
        this.spec = spec;
        this.words = new SealWords(spec.language(), spec.thaiDigits());
        this.colours = colours;
        this.canvas = new Canvas(colours, fonts);
    }

    COSStream form(float[] matrix) throws CannotDrawException, IOException {
        double width = spec.box().width();
        double height = spec.box().height();
        frame(width, height);
        double left = BAND + PADDING;
        double room = width - left - PADDING;
        double tall = height - 2 * PADDING;
        if (room <= 0 || tall <= 0) {
            throw new CannotDrawException("the box is too small for any text");
        }
        if (spec.verification().isEmpty()) {
            SealText text = SealText.fit(fonts, items(), room, tall);
            text.draw(canvas, left, (height + text.height()) / 2);
        } else if (height > width) {
            stacked(spec.verification().get(), left, room, height, tall);
        } else {
            sideBySide(spec.verification().get(), left, width, height, tall);
        }
        return finish(width, height, matrix);
    }

    private void frame(double width, double height) {
        canvas.fillWith(Ink.WHITE).rectangle(0, 0, width, height).fill();
        canvas.fillWith(NAVY).rectangle(0, 0, BAND, height).fill();
        canvas.strokeWith(NAVY, BORDER)
                .rectangle(BORDER / 2, BORDER / 2, width - BORDER, height - BORDER)
                .stroke();
    }

    private void sideBySide(URI address, double left, double width, double height, double tall)
            throws CannotDrawException {
        QrPicture qr = QrPicture.of(address);
        Caption caption = caption(address);
        double side = qrSide(qr, Math.min(width * WIDEST_QR_SHARE, LARGEST_QR), tall, caption);
        double column = width - PADDING - side;
        SealText text = SealText.fit(fonts, items(), column - GAP - left, tall);
        text.draw(canvas, left, (height + text.height()) / 2);
        double under = caption.height(side);
        double bottom = (height - side - under) / 2 + under;
        qr.draw(canvas, column, bottom, side);
        caption.draw(column, bottom, side);
    }

    private void stacked(URI address, double left, double room, double height, double tall) throws CannotDrawException {
        QrPicture qr = QrPicture.of(address);
        Caption caption = caption(address);
        double side = qrSide(qr, Math.min(room, LARGEST_QR), tall / 2, caption);
        double under = caption.height(side);
        SealText text = SealText.fit(fonts, items(), room, tall - side - under - GAP);
        double whole = text.height() + GAP + side + under;
        double top = (height + whole) / 2;
        text.draw(canvas, left, top);
        double bottom = top - text.height() - GAP - side;
        double x = left + (room - side) / 2;
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
            canvas.fillWith(NAVY).text(what, whatSize, x + (side - what.width(whatSize)) / 2, y);
            y -= SealText.LEADING * hostSize;
            canvas.fillWith(SLATE).text(host, hostSize, x + (side - host.width(hostSize)) / 2, y);
        }
    }

    private List<SealText.Item> items() {
        List<SealText.Item> items = new ArrayList<>();
        items.add(new SealText.Item(words.sealedBy(), Typeface.REGULAR, 0.8, 0, SLATE));
        for (int i = 0; i < spec.agency().size(); i++) {
            items.add(
                    i == 0
                            ? new SealText.Item(spec.agency().get(i), Typeface.BOLD, 1.2, 0, NAVY)
                            : new SealText.Item(spec.agency().get(i), Typeface.REGULAR, 0.95, 0, NAVY));
        }
        double gap = 0.35;
        if (spec.reason().isPresent()) {
            items.add(new SealText.Item(words.reason(spec.reason().get()), Typeface.REGULAR, 0.95, gap, TEXT));
            gap = 0;
        }
        if (spec.location().isPresent()) {
            items.add(new SealText.Item(words.location(spec.location().get()), Typeface.REGULAR, 0.95, gap, TEXT));
            gap = 0;
        }
        items.add(new SealText.Item(words.dateTime(spec.time(), spec.zone()), Typeface.REGULAR, 0.95, gap, TEXT));
        return items;
    }

    private COSStream finish(double width, double height, float[] matrix) throws CannotDrawException, IOException {
        COSDictionary resources = new COSDictionary();
        resources.setItem(COSName.FONT, fonts.resources());
        if (colours == SealColours.GRAY) {
            resources.setItem(COSName.COLORSPACE, defaultGray());
        }
        COSStream form = canvas.stream();
        form.setItem(COSName.TYPE, COSName.XOBJECT);
        form.setItem(COSName.SUBTYPE, COSName.FORM);
        form.setInt(COSName.FORMTYPE, 1);
        form.setItem(COSName.BBOX, floats(0, 0, (float) width, (float) height));
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
