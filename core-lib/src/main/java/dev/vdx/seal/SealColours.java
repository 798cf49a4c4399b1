package dev.vdx.seal;

import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;

/** The colours a picture may use without breaking the archive profile of the document it goes into. */
public enum SealColours {
    /** Grey, with a default colour space of its own: safe in any document (ISO 19005-2, 6.2.4.3). */
    GRAY,
    /** DeviceRGB: for documents whose output intent is RGB, and those that claim no archive profile. */
    RGB;

    private static final int MOST_INTENTS = 16;
    private static final COSName DEST_OUTPUT_PROFILE = COSName.getPDFName("DestOutputProfile");

    /** Grey, unless the document's catalog has an output intent with an RGB profile. */
    public static SealColours of(COSDictionary catalog) {
        COSArray intents = catalog.getCOSArray(COSName.OUTPUT_INTENTS);
        if (intents == null) {
            return GRAY;
        }
        for (int i = 0; i < Math.min(intents.size(), MOST_INTENTS); i++) {
            if (intents.getObject(i) instanceof COSDictionary intent
                    && intent.getDictionaryObject(DEST_OUTPUT_PROFILE) instanceof COSStream profile
                    && profile.getInt(COSName.N) == 3) {
                return RGB;
            }
        }
        return GRAY;
    }
}
