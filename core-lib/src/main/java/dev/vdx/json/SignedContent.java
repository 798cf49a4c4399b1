package dev.vdx.json;

import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.model.Source;
import dev.vdx.model.UriReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a signature signs (RFC 7515, 5.1 and appendix F; RFC 7797; TS 119 182-1, 5.2.8).
 *
 * @param payloadPart what stands behind the point in the signing input; empty where it is not to be had
 * @param matches whether all content given is what was signed, as far as digests in the header tell
 * @param imprint digest of the content as time-stamps cover it
 * @param findings what is wrong or missing
 */
record SignedContent(Optional<byte[]> payloadPart, boolean matches, Imprint imprint, List<Finding> findings) {
    private static final String BY_URI = "http://uri.etsi.org/19182/ObjectIdByURI";
    static final String BY_URI_HASH = "http://uri.etsi.org/19182/ObjectIdByURIHash";

    SignedContent {
        findings = List.copyOf(findings);
    }

    /**
     * Finds it.
     *
     * @param given content that is not in the file
     * @param most the most bytes to hold in the heap
     */
    static SignedContent of(Jws jws, JoseHeader header, List<Source> given, long most) throws IOException {
        if (header.signed().has("sigD")) {
            return referenced(jws, header, given, most);
        }
        if (jws.payload().isEmpty()) {
            return jws.faults().isEmpty() ? outside(header, given, most) : missing("payload");
        }
        String payload = jws.payload().get();
        byte[] part = payload.getBytes(StandardCharsets.UTF_8);
        Optional<byte[]> bytes = header.unencoded() ? Optional.of(part) : Base64Text.fromUrl(payload);
        if (bytes.isEmpty()) {
            return new SignedContent(
                    Optional.of(part),
                    false,
                    Imprint.NONE,
                    List.of(JoseHeader.malformed("the payload is not base64url")));
        }
        boolean same = true;
        for (Source content : given) {
            same &= content.size() == bytes.get().length
                    && Arrays.equals(bytes.get(), content.bytes(0, bytes.get().length));
        }
        return new SignedContent(Optional.of(part), same, Imprint.of(part), List.of());
    }

    /** A counter-signature signs the value of the signature that holds it (TS 119 182-1, 5.3.2). */
    static SignedContent ofCounterSignature(Jws jws, JoseHeader header, Jws signed) {
        List<Finding> findings = new ArrayList<>();
        if (header.unencoded() || header.signed().has("sigD")) {
            findings.add(JoseHeader.malformed("a counter-signature with b64 or sigD"));
        }
        byte[] part = signed.value().getBytes(StandardCharsets.UTF_8);
        boolean same = jws.payload().isEmpty() || jws.payload().get().equals(signed.value());
        return new SignedContent(Optional.of(part), same, Imprint.of(part), findings);
    }

    private static SignedContent outside(JoseHeader header, List<Source> given, long most) throws IOException {
        if (given.size() != 1) {
            return given.isEmpty()
                    ? missing("payload")
                    : new SignedContent(
                            Optional.empty(),
                            false,
                            Imprint.NONE,
                            List.of(Finding.of(FindingCode.SIGNED_DATA_NOT_FOUND, "one payload, several files given")));
        }
        return whole(header, given.get(0), most);
    }

    private static SignedContent whole(JoseHeader header, Source content, long most) throws IOException {
        if (content.size() > most) {
            return missing("content > " + most + " bytes");
        }
        byte[] bytes = content.bytes(0, (int) content.size());
        byte[] part = header.unencoded() ? bytes : Base64Text.url(bytes).getBytes(StandardCharsets.ISO_8859_1);
        return new SignedContent(Optional.of(part), true, Imprint.of(part), List.of());
    }

    private static SignedContent referenced(Jws jws, JoseHeader header, List<Source> given, long most)
            throws IOException {
        JsonValue.Members sigD = header.signed().members("sigD");
        List<String> names = texts(sigD, "pars");
        if (jws.payload().isPresent()
                || names.isEmpty()
                || names.size() != sigD.elements("pars").size()) {
            return new SignedContent(
                    Optional.empty(), false, Imprint.NONE, List.of(JoseHeader.malformed("sigD (TS 119 182-1, 5.2.8)")));
        }
        String mechanism = sigD.text("mId").orElse("");
        if (mechanism.equals(BY_URI_HASH)) {
            return byHash(header, sigD, names, given);
        }
        if (mechanism.equals(BY_URI) && names.size() == 1 && given.size() <= 1) {
            return given.isEmpty() ? missing(UriReference.readable(names.get(0))) : whole(header, given.get(0), most);
        }
        return new SignedContent(
                Optional.empty(),
                false,
                Imprint.NONE,
                List.of(
                        Finding.of(FindingCode.SUBFILTER_NOT_SUPPORTED, "sigD, " + mechanism),
                        Finding.of(FindingCode.SIGNED_DATA_NOT_FOUND, String.join(", ", names))));
    }

    /** 5.2.8.3.3: the digests stand in the header, the payload is empty. */
    private static SignedContent byHash(
            JoseHeader header, JsonValue.Members sigD, List<String> names, List<Source> given) {
        Optional<byte[]> nothing = Optional.of(new byte[0]);
        Optional<DigestAlgorithm> algorithm = sigD.text("hashM").flatMap(JoseAlgorithms::digest);
        List<String> digests = texts(sigD, "hashV");
        if (algorithm.isEmpty()
                || digests.size() != names.size()
                || sigD.elements("hashV").size() != names.size()) {
            return new SignedContent(
                    nothing,
                    false,
                    Imprint.NONE,
                    List.of(JoseHeader.malformed("sigD: hashM or hashV (TS 119 182-1, 5.2.8.3.3)")));
        }
        boolean encoded = !header.unencoded();
        List<byte[]> found = given.stream()
                .map(content -> ContentDigest.of(algorithm.get(), List.of(content), encoded))
                .toList();
        List<Source> inOrder = new ArrayList<>();
        List<String> absent = new ArrayList<>();
        boolean[] used = new boolean[given.size()];
        for (int i = 0; i < names.size(); i++) {
            int at = find(Base64Text.fromUrl(digests.get(i)), found, used);
            if (at < 0) {
                absent.add(UriReference.readable(names.get(i)));
            } else {
                used[at] = true;
                inOrder.add(given.get(at));
            }
        }
        boolean allUsed = true;
        for (boolean each : used) {
            allUsed &= each;
        }
        // A file that no digest names was changed, or was never signed: that is no missing file.
        List<Finding> findings = allUsed && !absent.isEmpty()
                ? List.of(Finding.of(FindingCode.SIGNED_DATA_NOT_FOUND, String.join(", ", absent)))
                : List.of();
        boolean matches = allUsed && absent.isEmpty();
        return new SignedContent(
                nothing,
                matches,
                matches ? (a, behind) -> Optional.of(ContentDigest.of(a, inOrder, encoded, behind)) : Imprint.NONE,
                findings);
    }

    /** Where equal files are signed under several names, each is taken once; where one of them is given, it stands for all. */
    private static int find(Optional<byte[]> wanted, List<byte[]> found, boolean[] used) {
        int again = -1;
        for (int at = 0; at < used.length; at++) {
            if (wanted.isPresent() && MessageDigest.isEqual(wanted.get(), found.get(at))) {
                if (!used[at]) {
                    return at;
                }
                again = at;
            }
        }
        return again;
    }

    private static List<String> texts(JsonValue.Members members, String name) {
        return members.elements(name).stream()
                .flatMap(value -> value instanceof JsonValue.Text text
                        ? java.util.stream.Stream.of(text.value())
                        : java.util.stream.Stream.empty())
                .toList();
    }

    private static SignedContent missing(String what) {
        return new SignedContent(
                Optional.empty(), false, Imprint.NONE, List.of(Finding.of(FindingCode.SIGNED_DATA_NOT_FOUND, what)));
    }
}
