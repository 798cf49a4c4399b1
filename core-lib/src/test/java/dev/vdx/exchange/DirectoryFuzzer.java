package dev.vdx.exchange;

/** Whatever the bytes, they are a directory, or said not to be (Jazzer calls it). */
public final class DirectoryFuzzer {
    private DirectoryFuzzer() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        try {
            DirectoryJson.read(bytes);
        } catch (ExchangeException e) {
            // Said not to be.
        }
    }
}
