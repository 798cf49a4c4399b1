package dev.vdx.trust;

import java.util.Optional;

/** CRLReason (RFC 5280, 5.3.1), in the standard's words. */
final class Reasons {
    static final int HOLD = 6;
    static final int REMOVE_FROM_CRL = 8;

    private Reasons() {}

    static Optional<String> word(int code) {
        return switch (code) {
            case 0 -> Optional.of("unspecified");
            case 1 -> Optional.of("keyCompromise");
            case 2 -> Optional.of("cACompromise");
            case 3 -> Optional.of("affiliationChanged");
            case 4 -> Optional.of("superseded");
            case 5 -> Optional.of("cessationOfOperation");
            case HOLD -> Optional.of("certificateHold");
            case REMOVE_FROM_CRL -> Optional.of("removeFromCRL");
            case 9 -> Optional.of("privilegeWithdrawn");
            case 10 -> Optional.of("aACompromise");
            default -> Optional.empty();
        };
    }
}
