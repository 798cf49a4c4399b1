package dev.vdx.exchange;

/** Whatever the bytes, they are an envelope, or said not to be (Jazzer calls it). */
public final class EnvelopeFuzzer {
    private EnvelopeFuzzer() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        try {
            EnvelopeJson.read(bytes);
        } catch (ExchangeException e) {
            // Said not to be.
        }
    }
}
