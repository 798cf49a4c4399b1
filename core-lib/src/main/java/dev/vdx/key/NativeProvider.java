package dev.vdx.key;

import java.security.Provider;
import java.util.Optional;

/** Amazon's Corretto Crypto Provider, if it is on the class path and its native library loads on this machine. */
final class NativeProvider {
    private static final String CLASS = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

    private NativeProvider() {}

    static Optional<Provider> find() {
        try {
            Class<?> type = Class.forName(CLASS);
            Object instance = type.getField("INSTANCE").get(null);
            Object loadingError = type.getMethod("getLoadingError").invoke(instance);
            if (loadingError != null || !(instance instanceof Provider provider)) {
                return Optional.empty();
            }
            type.getMethod("assertHealthy").invoke(instance);
            return Optional.of(provider);
        } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
            // Absent, or built for another machine: Java's own providers do the work.
            return Optional.empty();
        }
    }
}
