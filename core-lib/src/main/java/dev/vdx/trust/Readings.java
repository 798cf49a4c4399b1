package dev.vdx.trust;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads OCSP answers and CRLs, each only once while it is remembered. Safe for several threads. */
final class Readings {
    private static final long REMEMBERED_BYTES = 16L << 20;
    /** What a parsed answer takes beside its bytes, roughly. */
    private static final int OVERHEAD = 4_000;

    private final Memory<Fingerprint, OcspResponse> answers = new Memory<>(REMEMBERED_BYTES);
    private final Memory<Fingerprint, Crl> lists = new Memory<>(REMEMBERED_BYTES);

    OcspResponse ocsp(byte[] der) throws Der.MalformedException {
        Fingerprint name = Fingerprint.of(der);
        Optional<OcspResponse> known = answers.get(name);
        if (known.isPresent()) {
            return known.get();
        }
        OcspResponse read = OcspResponse.parse(der);
        answers.put(name, read, der.length + OVERHEAD);
        return read;
    }

    Crl crl(byte[] der) throws Der.MalformedException {
        Fingerprint name = Fingerprint.of(der);
        Optional<Crl> known = lists.get(name);
        if (known.isPresent()) {
            return known.get();
        }
        Crl read = Crl.parse(der);
        // The list keeps its bytes twice: whole, and the part that is signed.
        lists.put(name, read, 2L * der.length);
        return read;
    }

    /** Those that can be read; the others are told to {@code unreadable}. */
    List<OcspResponse> ocsp(List<byte[]> encoded, Consumer<String> unreadable) {
        return encoded.stream()
                .flatMap(der -> attempt(() -> ocsp(der), unreadable).stream())
                .distinct()
                .toList();
    }

    /** Those that can be read; the others are told to {@code unreadable}. */
    List<Crl> crls(List<byte[]> encoded, Consumer<String> unreadable) {
        return encoded.stream()
                .flatMap(der -> attempt(() -> crl(der), unreadable).stream())
                .distinct()
                .toList();
    }

    private interface Reading<T> {
        T read() throws Der.MalformedException;
    }

    private static <T> Optional<T> attempt(Reading<T> reading, Consumer<String> unreadable) {
        try {
            return Optional.of(reading.read());
        } catch (Der.MalformedException e) {
            unreadable.accept(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
