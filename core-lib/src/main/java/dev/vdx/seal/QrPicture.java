package dev.vdx.seal;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.awt.geom.AffineTransform;
import java.net.URI;

/** A QR code (ISO/IEC 18004), error correction level M, drawn as one path. */
final class QrPicture {
    /** The white margin the standard asks for, in modules. */
    static final int QUIET = 4;

    private final ByteMatrix modules;

    private QrPicture(ByteMatrix modules) {
        this.modules = modules;
    }

    static QrPicture of(URI address) throws CannotDrawException {
        try {
            return new QrPicture(Encoder.encode(address.toASCIIString(), ErrorCorrectionLevel.M)
                    .getMatrix());
        } catch (WriterException e) {
            throw new CannotDrawException("the verification address does not fit a QR code", e);
        }
    }

    /** Modules along a side, the white margin included. */
    int side() {
        return modules.getWidth() + 2 * QUIET;
    }

    /** Draws it, margin included, into the square whose lower left corner is x, y. */
    void draw(Canvas canvas, double x, double y, double side) {
        double module = side / side();
        canvas.save().fillWith(Ink.WHITE).rectangle(x, y, side, side).fill();
        canvas.fillWith(Ink.BLACK)
                .transform(new AffineTransform(module, 0, 0, module, x + QUIET * module, y + QUIET * module));
        int height = modules.getHeight();
        for (int row = 0; row < height; row++) {
            int from = 0;
            while (from < modules.getWidth()) {
                int to = from;
                while (to < modules.getWidth() && modules.get(to, row) == 1) {
                    to++;
                }
                if (to > from) {
                    canvas.rectangle(from, height - 1 - row, to - from, 1);
                }
                from = to + 1;
            }
        }
        canvas.fill().restore();
    }
}
