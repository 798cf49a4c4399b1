package dev.vdx.json;

import dev.vdx.cms.Certificates;
import dev.vdx.cms.CmsException;
import dev.vdx.cms.TimestampToken;
import dev.vdx.key.Providers;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Finding;
import dev.vdx.model.FindingCode;
import dev.vdx.model.TimestampFacts;
import dev.vdx.model.TimestampKind;
import dev.vdx.model.ValidationData;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What was added to a signature after it was made: the array {@code etsiU} (TS 119 182-1, 5.3); read once. */
final class UnsignedComponents {
    private static final int MOST_COMPONENTS = 1_000;
    private static final int MOST_TOKENS = 100;

    private final Jws jws;
    private final Budget budget;
    private final List<Component> components = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<X509Certificate> certificates = new ArrayList<>();
    private final List<byte[]> ocspResponses = new ArrayList<>();
    private final List<byte[]> crls = new ArrayList<>();
    private final List<Jws> counterSignatures = new ArrayList<>();
    private final List<Integer> counterPlaces = new ArrayList<>();
    private final List<Archive> archives = new ArrayList<>();

    /** An archive time-stamp, and its place among the components. */
    private record Archive(int place, TimestampFacts facts) {}

    /** One component, and its base64url where it stands so; else empty. */
    private record Component(String name, JsonValue value, String encoded) {}

    UnsignedComponents(Jws jws, Budget budget) {
        this.jws = jws;
        this.budget = budget;
        if (jws.unprotected().has("etsiU")) {
            split(jws.unprotected().get("etsiU").orElseThrow());
        }
        for (int i = 0; i < components.size(); i++) {
            read(components.get(i), i);
        }
    }

    List<Finding> findings() {
        return findings;
    }

    ValidationData validationData() {
        return new ValidationData(certificates, ocspResponses, crls);
    }

    List<Jws> counterSignatures() {
        return counterSignatures;
    }

    /** Whether there are components, and they stand in clear (5.3.1). */
    boolean inClear() {
        return components.stream().anyMatch(each -> each.encoded().isEmpty());
    }

    /** Whether the values of the signer's certificates have their component already (5.3.5). */
    boolean hasValues() {
        return components.stream()
                .anyMatch(each -> each.name().equals("xVals") || each.name().equals("rVals"));
    }

    /** 5.3.6.3: what an archive time-stamp covers behind the content if it comes now: header, value and all components in base64url. */
    byte[] behindContent() {
        return behindContent(components.size());
    }

    private byte[] behindContent(int index) {
        StringBuilder behind = new StringBuilder("." + jws.protectedPart() + "." + jws.value() + ".");
        components.subList(0, index).forEach(each -> behind.append(each.encoded()));
        return behind.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** 5.3.1: all components in base64url, or all of them in clear. */
    private void split(JsonValue etsiU) {
        if (!(etsiU instanceof JsonValue.Elements elements) || elements.all().size() > MOST_COMPONENTS) {
            malformed("etsiU is no array of components");
            return;
        }
        boolean encoded = elements.all().stream().allMatch(JsonValue.Text.class::isInstance);
        boolean clear = elements.all().stream().allMatch(JsonValue.Members.class::isInstance);
        if (!encoded && !clear) {
            malformed("etsiU mixes components in base64url and in clear");
            return;
        }
        for (JsonValue element : elements.all()) {
            String text = element instanceof JsonValue.Text t ? t.value() : "";
            if ((encoded ? decoded(text) : element) instanceof JsonValue.Members members
                    && members.all().size() == 1) {
                Map.Entry<String, JsonValue> only =
                        members.all().entrySet().iterator().next();
                components.add(new Component(only.getKey(), only.getValue(), text));
            } else {
                malformed("a component of etsiU is no object with one member");
            }
        }
    }

    private JsonValue decoded(String text) {
        Optional<byte[]> bytes = Base64Text.fromUrl(text);
        try {
            return bytes.isPresent() ? JsonText.parse(bytes.get(), budget) : JsonValue.Word.NULL;
        } catch (JsonException e) {
            malformed("etsiU: " + e.why());
            return JsonValue.Word.NULL;
        }
    }

    private void read(Component component, int place) {
        switch (component.name()) {
            case "xVals", "axVals" -> certificateValues(component.value());
            case "rVals", "arVals" -> revocationValues(component.value());
            case "tstVD", "anyValData" -> {
                if (component.value() instanceof JsonValue.Members members) {
                    members.get("xVals").ifPresent(this::certificateValues);
                    members.get("rVals").ifPresent(this::revocationValues);
                }
            }
            case "cSig" -> counterSignature(component.value(), place);
            default -> {
                // Time-stamps are read below; what is unknown is not signed and changes nothing (5.3.1).
            }
        }
    }

    private void certificateValues(JsonValue value) {
        if (value instanceof JsonValue.Elements elements) {
            for (JsonValue each : elements.all()) {
                if (each instanceof JsonValue.Members members) {
                    der(members.members("x509Cert"))
                            .flatMap(Certificates::parse)
                            .ifPresent(certificates::add);
                }
            }
        }
    }

    private void revocationValues(JsonValue value) {
        if (value instanceof JsonValue.Members members) {
            add(members.elements("crlVals"), crls);
            add(members.elements("ocspVals"), ocspResponses);
        }
    }

    private static void add(List<JsonValue> objects, List<byte[]> into) {
        for (JsonValue each : objects) {
            if (each instanceof JsonValue.Members members) {
                der(members).ifPresent(into::add);
            }
        }
    }

    /** A pkiOb (5.4.1), in DER. */
    private static Optional<byte[]> der(JsonValue.Members object) {
        return object.text("val").flatMap(Base64Text::fromPlain);
    }

    /** Those archive time-stamps that cover a counter-signature; {@link #timestamps} has read them. */
    List<TimestampFacts> archivesOf(int counter) {
        return archives.stream()
                .filter(each -> each.place() > counterPlaces.get(counter))
                .map(Archive::facts)
                .toList();
    }

    /** The places of the counter-signatures among the components. */
    List<Integer> counterPlaces() {
        return counterPlaces;
    }

    private void counterSignature(JsonValue value, int place) {
        String id = jws.id() + "/cSig-" + (counterSignatures.size() + 1);
        if (value instanceof JsonValue.Members members) {
            counterSignatures.add(Serialization.flattened(members, id));
        } else if (value instanceof JsonValue.Text text) {
            try {
                counterSignatures.add(Serialization.compact(text.value(), id));
            } catch (JsonException e) {
                malformed("cSig: " + e.why());
            }
        } else {
            malformed("cSig is no signature");
        }
        while (counterPlaces.size() < counterSignatures.size()) {
            counterPlaces.add(place);
        }
    }

    /** All time-stamps: {@code adoTst} of the header over the content, {@code sigTst}, {@code arcTst}. */
    List<TimestampFacts> timestamps(JsonValue.Members header, Imprint content, Deadline deadline) throws JsonException {
        List<TimestampFacts> all = new ArrayList<>();
        header.get("adoTst")
                .ifPresent(value -> add(value, TimestampKind.CONTENT, a -> content.of(a, new byte[0]), all));
        for (int i = 0; i < components.size(); i++) {
            Component component = components.get(i);
            deadline.check();
            if (component.name().equals("sigTst")) {
                add(component.value(), TimestampKind.SIGNATURE, this::imprintOfValue, all);
            } else if (component.name().equals("arcTst")) {
                int before = all.size();
                archive(i, content, all);
                int place = i;
                all.subList(before, all.size()).forEach(facts -> archives.add(new Archive(place, facts)));
            }
        }
        return all;
    }

    /** 5.3.4: over the signature value as it stands, in base64url. */
    Optional<byte[]> imprintOfValue(DigestAlgorithm algorithm) {
        return Optional.of(Providers.digest(algorithm, jws.value().getBytes(StandardCharsets.UTF_8)));
    }

    /** 5.3.6.3: over content, header, value and all components before it. */
    private void archive(int index, Imprint content, List<TimestampFacts> all) {
        Component component = components.get(index);
        boolean everything = component.value() instanceof JsonValue.Members members
                && (!members.has("timeStamped")
                        || members.text("timeStamped").filter("all"::equals).isPresent());
        if (component.encoded().isEmpty() || !everything) {
            findings.add(Finding.of(
                    FindingCode.TIMESTAMP_INVALID,
                    "arcTst",
                    "of a form that VDX does not verify; it counts for nothing"));
            return;
        }
        if (all.size() >= MOST_TOKENS) {
            add(component.value(), TimestampKind.ARCHIVE, a -> Optional.empty(), all);
            return;
        }
        byte[] bytes = behindContent(index);
        add(component.value(), TimestampKind.ARCHIVE, a -> content.of(a, bytes), all);
    }

    /** A tstContainer (5.4.3). */
    private void add(
            JsonValue container,
            TimestampKind kind,
            Function<DigestAlgorithm, Optional<byte[]>> imprint,
            List<TimestampFacts> all) {
        List<JsonValue> tokens =
                container instanceof JsonValue.Members members ? members.elements("tstTokens") : List.of();
        if (tokens.isEmpty() || all.size() + tokens.size() > MOST_TOKENS) {
            findings.add(Finding.of(FindingCode.TIMESTAMP_INVALID, "no tstTokens, or more than " + MOST_TOKENS));
            return;
        }
        List<TimestampFacts> before = List.copyOf(all);
        for (JsonValue token : tokens) {
            Optional<byte[]> der = token instanceof JsonValue.Members members ? der(members) : Optional.empty();
            try {
                TimestampFacts facts =
                        TimestampToken.parse(der.orElse(new byte[0])).facts(kind, imprint, certificates);
                all.add(kind == TimestampKind.ARCHIVE ? facts.coveringAll(before) : facts);
            } catch (CmsException e) {
                findings.add(e.finding());
            }
        }
    }

    private void malformed(String why) {
        findings.add(JoseHeader.malformed(why));
    }
}
