package dev.vdx.json;

import java.util.List;
import java.util.Optional;

/**
 * One signature as a serialization of RFC 7515, 7 holds it.
 *
 * @param id names it in reports
 * @param payload the member {@code payload}, or the middle part; empty where there is none
 * @param protectedPart base64url of the protected header; empty text where there is none
 * @param unprotected the unprotected header
 * @param value base64url of the signature value
 * @param faults what is wrong with the serialization
 */
record Jws(
        String id,
        Optional<String> payload,
        String protectedPart,
        JsonValue.Members unprotected,
        String value,
        List<String> faults) {
    Jws {
        faults = List.copyOf(faults);
    }
}
