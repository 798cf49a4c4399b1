package dev.vdx;

import dev.vdx.model.Level;
import dev.vdx.verify.SignatureVerdict;

/** The level in the name a verdict gives to what a signature reached, such as {@code PAdES-BASELINE-LT}. */
final class Levels {
    private Levels() {}

    static Level of(SignatureVerdict verdict) {
        String name = verdict.level();
        return Level.valueOf(name.substring(name.lastIndexOf('-') + 1));
    }
}
