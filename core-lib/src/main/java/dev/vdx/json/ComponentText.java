package dev.vdx.json;

import dev.vdx.cms.Certificates;
import dev.vdx.cms.OcspEncoding;
import dev.vdx.model.ValidationData;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Components of {@code etsiU} as they are written (TS 119 182-1, 5.3): objects of one member, in clear. */
final class ComponentText {
    private ComponentText() {}

    /** The same as a JSON string of base64url (5.3.1). */
    static String encoded(String clear) {
        return "\"" + Base64Text.url(clear.getBytes(StandardCharsets.US_ASCII)) + "\"";
    }

    /**
     * The same in clear again.
     *
     * @throws JsonException if it is no such string
     */
    static String decoded(String encoded) throws JsonException {
        if (!(JsonText.parse(encoded, new Budget(1)) instanceof JsonValue.Text text)) {
            throw JsonException.malformed("a component of etsiU is no string");
        }
        return JsonText.decode(Base64Text.fromUrl(text.value()).orElse(new byte[0]));
    }

    /** A time-stamp in its container (5.4.3). */
    static String timestamp(String name, byte[] token) {
        return "{\"" + name + "\":{\"tstTokens\":[" + object(token) + "]}}";
    }

    /** Both lists of values, one component each (5.3.5.2, 5.3.5.4); what is empty is left out. */
    static List<String> values(ValidationData data) {
        return members(data).stream().map(member -> "{" + member + "}").toList();
    }

    /** Both lists of values in one component, {@code tstVD} or {@code anyValData}; none where there is nothing. */
    static List<String> values(String name, ValidationData data) {
        return data.isEmpty() ? List.of() : List.of("{\"" + name + "\":{" + String.join(",", members(data)) + "}}");
    }

    private static List<String> members(ValidationData data) {
        List<String> members = new ArrayList<>();
        if (!data.certificates().isEmpty()) {
            members.add("\"xVals\":"
                    + data.certificates().stream()
                            .map(each -> "{\"x509Cert\":" + object(Certificates.encoded(each)) + "}")
                            .collect(Collectors.joining(",", "[", "]")));
        }
        List<String> revocations = new ArrayList<>();
        if (!data.crls().isEmpty()) {
            revocations.add("\"crlVals\":" + objects(data.crls()));
        }
        if (!data.ocspResponses().isEmpty()) {
            revocations.add("\"ocspVals\":"
                    + objects(data.ocspResponses().stream()
                            .map(OcspEncoding::response)
                            .toList()));
        }
        if (!revocations.isEmpty()) {
            members.add("\"rVals\":{" + String.join(",", revocations) + "}");
        }
        return members;
    }

    private static String objects(List<byte[]> all) {
        return all.stream().map(ComponentText::object).collect(Collectors.joining(",", "[", "]"));
    }

    /** A pkiOb (5.4.1) in DER. */
    private static String object(byte[] der) {
        return "{\"val\":\"" + Base64Text.plain(der) + "\"}";
    }
}
