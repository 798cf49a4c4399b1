package dev.vdx.json;

import dev.vdx.cms.TimestampSource;
import dev.vdx.model.Additions;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.Effect;
import dev.vdx.model.Finding;
import dev.vdx.model.Limits;
import dev.vdx.model.Proof;
import dev.vdx.model.Raisable;
import dev.vdx.model.SignatureFacts;
import dev.vdx.model.SignedDocument;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import dev.vdx.model.Source;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The JAdES signatures of a file, being made to last (TS 119 182-1, 5.3 and 6.3): {@code sigTst}, {@code xVals} and {@code rVals},
 * {@code tstVD}, {@code anyValData}, {@code arcTst}; counter-signatures get a {@code sigTst} of their own. All else that is there stays,
 * character for character; a compact signature becomes flattened JSON, for it has no room. Not shared.
 */
public final class JsonExtension implements Raisable {
    /** What every time-stamp authority takes. */
    private static final DigestAlgorithm DIGEST = DigestAlgorithm.SHA256;

    private final List<Source> content;
    private final Optional<TimestampSource> timestamps;
    private final Limits limits;
    private String text;

    private JsonExtension(String text, List<Source> content, Optional<TimestampSource> timestamps, Limits limits) {
        this.text = text;
        this.content = List.copyOf(content);
        this.timestamps = timestamps;
        this.limits = limits;
    }

    /**
     * Of a file.
     *
     * @param content what a detached signature signs; stays open
     * @param timestamps where time-stamps come from, if any are added
     * @throws SigningException DOCUMENT_UNREADABLE; NOT_SIGNED
     * @throws IOException if it cannot be read
     */
    public static JsonExtension open(
            Source in, List<Source> content, Optional<TimestampSource> timestamps, Limits limits)
            throws SigningException, IOException {
        if (in.size() > JsonReader.mostBytes()) {
            throw new SigningException(SigningProblem.DOCUMENT_UNREADABLE, "bytes of JSON > " + JsonReader.mostBytes());
        }
        try {
            String text = Serialization.trimmed(JsonText.decode(in.bytes(0, (int) in.size())));
            JsonExtension extension = new JsonExtension(text, content, timestamps, limits);
            extension.requireExtendable();
            return extension;
        } catch (JsonException e) {
            throw unreadable(e);
        }
    }

    private void requireExtendable() throws SigningException, JsonException {
        List<Jws> signatures = signatures();
        if (signatures.isEmpty()) {
            throw new SigningException(SigningProblem.NOT_SIGNED);
        }
        if (!text.startsWith("{")) {
            text = flattened(signatures.get(0));
        }
    }

    /** RFC 7515, 7.2.2. */
    static String flattened(Jws compact) throws JsonException {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        compact.payload().ifPresent(payload -> members.put("payload", new JsonValue.Text(payload)));
        members.put("protected", new JsonValue.Text(compact.protectedPart()));
        members.put("signature", new JsonValue.Text(compact.value()));
        return Jcs.canonical(new JsonValue.Members(members));
    }

    private Budget budget() {
        return new Budget(limits.objects());
    }

    private List<Jws> signatures() throws JsonException {
        return new Serialization(budget(), limits.signatures()).parse(text);
    }

    private UnsignedComponents components(Jws jws) {
        return new UnsignedComponents(jws, budget());
    }

    private static SigningException unreadable(JsonException e) {
        return new SigningException(e, SigningProblem.DOCUMENT_UNREADABLE, e.why());
    }

    @Override
    public SignedDocument read() throws SigningException, IOException {
        try (Source written = Source.bytes(text.getBytes(StandardCharsets.UTF_8))) {
            SignedDocument read = JsonReader.read(written, content, limits);
            for (Finding finding : read.findings()) {
                if (finding.code().effect() == Effect.UNREADABLE) {
                    throw new SigningException(
                            SigningProblem.DOCUMENT_UNREADABLE, String.join(", ", finding.details()));
                }
            }
            return read;
        }
    }

    @Override
    public void timestamp() throws SigningException, IOException {
        List<SignatureFacts> facts = read().signatures();
        try {
            // Tokens first, in the order of the signatures; texts are put together from behind.
            List<Optional<String>> stamps = new ArrayList<>();
            for (Jws jws : tree(signatures())) {
                stamps.add(
                        facts.get(stamps.size()).timed()
                                ? Optional.empty()
                                : Optional.of(ComponentText.timestamp(
                                        "sigTst", token(components(jws).imprintOfValue(DIGEST)))));
            }
            text = stamped(text, signatures(), stamps);
        } catch (JsonException e) {
            throw unreadable(e);
        }
    }

    /** Each signature, and behind it those who counter-signed it, as {@link JsonReader} has them. */
    private List<Jws> tree(List<Jws> signatures) {
        List<Jws> all = new ArrayList<>();
        for (Jws jws : signatures) {
            all.add(jws);
            all.addAll(tree(components(jws).counterSignatures()));
        }
        return all;
    }

    /**
     * Signatures with a component each, down to those within them.
     *
     * @param stamps for each of {@link #tree}
     */
    private String stamped(String whole, List<Jws> signatures, List<Optional<String>> stamps) throws JsonException {
        List<List<String>> added = new ArrayList<>();
        List<Counters> within = new ArrayList<>();
        int at = 0;
        for (Jws jws : signatures) {
            UnsignedComponents components = components(jws);
            int end = at + 1 + tree(components.counterSignatures()).size();
            added.add(stamps.get(at).map(form(components)).stream().toList());
            within.add(new Counters(components, stamps.subList(at + 1, end)));
            at = end;
        }
        return AddedComponents.to(whole, added, (signature, component, before) -> {
            Counters counters = within.get(signature);
            int place = counters.components().counterPlaces().indexOf(component);
            if (place < 0) {
                return before;
            }
            List<Jws> all = counters.components().counterSignatures();
            int from = tree(all.subList(0, place)).size();
            int to = tree(all.subList(0, place + 1)).size();
            return countered(before, all.get(place), counters.stamps().subList(from, to));
        });
    }

    /** Those who counter-signed one signature, and what they get. */
    private record Counters(UnsignedComponents components, List<Optional<String>> stamps) {}

    private String countered(String before, Jws counter, List<Optional<String>> stamps) throws JsonException {
        if (stamps.stream().allMatch(Optional::isEmpty)) {
            return before;
        }
        AddedComponents.Value change =
                value -> stamped(value.startsWith("{") ? value : flattened(counter), List.of(counter), stamps);
        return before.startsWith("{")
                ? AddedComponents.changed(before, change)
                : ComponentText.encoded(AddedComponents.changed(ComponentText.decoded(before), change));
    }

    /** As the components stand that a signature has. */
    private static Function<String, String> form(UnsignedComponents components) {
        return components.inClear() ? Function.identity() : ComponentText::encoded;
    }

    @Override
    public void prove(SignedDocument chosen, List<Proof> proofs) throws SigningException {
        try {
            List<Jws> signatures = signatures();
            int place = proofs.size() - tree(signatures).size();
            List<List<String>> added = new ArrayList<>();
            for (Jws jws : signatures) {
                int end = place + tree(List.of(jws)).size();
                added.add(
                        place < 0
                                ? List.of()
                                : values(
                                        jws,
                                        Additions.of(
                                                chosen.signatures().subList(place, end), proofs.subList(place, end))));
                place = end;
            }
            text = AddedComponents.to(text, added);
        } catch (JsonException e) {
            throw unreadable(e);
        }
    }

    private List<String> values(Jws jws, Additions data) {
        UnsignedComponents components = components(jws);
        boolean there = components.hasValues();
        List<String> added = new ArrayList<>(there ? List.of() : ComponentText.values(data.signer()));
        added.addAll(ComponentText.values("anyValData", there ? data.signer().and(data.counters()) : data.counters()));
        added.addAll(ComponentText.values("tstVD", data.timestamps()));
        return added.stream().map(form(components)).toList();
    }

    @Override
    public void archive() throws SigningException, IOException {
        List<Optional<byte[]>> imprints = new ArrayList<>();
        try {
            for (Jws jws : signatures()) {
                UnsignedComponents components = components(jws);
                if (components.inClear()) {
                    throw new SigningException(
                            SigningProblem.NOT_SUPPORTED,
                            "an archive time-stamp where the components of etsiU stand in clear, not in base64url");
                }
                JoseHeader header = JoseHeader.of(jws, budget());
                Imprint imprint = SignedContent.of(jws, header, content, JsonReader.mostBytes())
                        .imprint();
                imprints.add(imprint.of(DIGEST, components.behindContent()));
            }
        } catch (JsonException e) {
            throw unreadable(e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        try {
            List<List<String>> added = new ArrayList<>();
            for (Jws jws : signatures()) {
                String stamp = ComponentText.timestamp("arcTst", token(imprints.get(added.size())));
                added.add(List.of(form(components(jws)).apply(stamp)));
            }
            text = AddedComponents.to(text, added);
        } catch (JsonException e) {
            throw unreadable(e);
        }
    }

    private byte[] token(Optional<byte[]> imprint) throws SigningException {
        byte[] digest = imprint.orElseThrow(() -> new SigningException(SigningProblem.CONTENT_NEEDED));
        return timestamps.orElseThrow().timestamp(DIGEST, digest);
    }

    @Override
    public void finish(OutputStream out) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
