package dev.vdx.cli;

/** Who computes signatures here. */
final class CryptographyText {
    private static final String NATIVE = "com/amazon/corretto/crypto/provider/AmazonCorrettoCryptoProvider.class";

    private CryptographyText() {}

    static String ofProviders() {
        boolean onClassPath = CryptographyText.class.getClassLoader().getResource(NATIVE) != null;
        return onClassPath
                ? "Amazon Corretto Crypto Provider (native), the JDK, Bouncy Castle"
                : "the JDK, Bouncy Castle";
    }
}
