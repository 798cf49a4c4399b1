package dev.vdx.key;

import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A token as its library describes it, without anybody logged in.
 *
 * @param slot the number of the slot it is in
 * @param flags of CK_TOKEN_INFO (PKCS#11 v2.40, 3.2)
 * @param facts its label, serial number, manufacturer and model, by their names in RFC 7512
 * @param certificates those it shows to everybody
 */
record Token(long slot, long flags, Map<String, String> facts, List<Shown> certificates) {
    private static final long LOGIN_REQUIRED = 0x4;
    private static final long PIN_PAD = 0x100;
    private static final long INITIALIZED = 0x400;
    private static final long PIN_FINAL_TRY = 0x20000;
    private static final long PIN_LOCKED = 0x40000;

    /** A certificate that everybody may see: its label, its CKA_ID in hexadecimal, its DER. */
    record Shown(String label, String id, ByteBuffer der) {}

    boolean matches(Map<String, String> wanted, OptionalLong wantedSlot) {
        return (flags & INITIALIZED) != 0
                && facts.entrySet().containsAll(wanted.entrySet())
                && (wantedSlot.isEmpty() || wantedSlot.getAsLong() == slot);
    }

    boolean needsPin() {
        return (flags & LOGIN_REQUIRED) != 0 && (flags & PIN_PAD) == 0;
    }

    /** A PIN that might be the last one allowed is never tried: programs are started again and again, tokens are not. */
    void requireTriesLeft() throws SigningException {
        if ((flags & PIN_LOCKED) != 0) {
            throw new SigningException(SigningProblem.PIN_LOCKED, name(), "it is locked");
        }
        if ((flags & PIN_FINAL_TRY) != 0) {
            throw new SigningException(SigningProblem.PIN_LOCKED, name(), "one wrong try more would lock it");
        }
    }

    String name() {
        return "token=" + facts.get("token") + ";serial=" + facts.get("serial") + ";slot-id=" + slot;
    }
}
