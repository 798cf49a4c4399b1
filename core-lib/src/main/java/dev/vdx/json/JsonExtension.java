package dev.vdx.json;

import dev.vdx.cms.TimestampSource;
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
import dev.vdx.model.ValidationData;
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
 * {@code tstVD}, {@code arcTst}. What is there stays, character for character; a compact signature becomes flattened JSON, for it has no room.
 * Not shared.
 */
public final class JsonExtension implements Raisable {
    /** What every time-stamp authority takes. */
    private static final DigestAlgorithm DIGEST = DigestAlgorithm.SHA256;

    private final List<Source> content;
    private final Optional<TimestampSource> timestamps;
    private final Limits limits;
    private String text;
    private int count;

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
     * @throws SigningException DOCUMENT_UNREADABLE; NOT_SIGNED; NOT_SUPPORTED for counter-signatures
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
        for (Jws jws : signatures) {
            if (!components(jws).counterSignatures().isEmpty()) {
                throw new SigningException(SigningProblem.NOT_SUPPORTED, "extending JSON with counter-signatures");
            }
        }
        count = signatures.size();
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
        add((jws, place) -> facts.get(place).timed()
                ? List.of()
                : List.of(
                        ComponentText.timestamp("sigTst", token(components(jws).imprintOfValue(DIGEST)))));
    }

    @Override
    public void prove(SignedDocument chosen, List<Proof> proofs) throws SigningException {
        add((jws, place) -> {
            int at = place - (count - proofs.size());
            if (at < 0) {
                return List.of();
            }
            SignatureFacts facts = chosen.signatures().get(at);
            ValidationData signer = proofs.get(at).signer().without(facts.held());
            ValidationData stamps = proofs.get(at).timestamps().without(facts.held());
            List<String> added = new ArrayList<>(
                    components(jws).hasValues()
                            ? ComponentText.values("anyValData", signer)
                            : ComponentText.values(signer));
            added.addAll(ComponentText.values("tstVD", stamps));
            return added;
        });
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
        add((jws, place) -> List.of(ComponentText.timestamp("arcTst", token(imprints.get(place)))));
    }

    private byte[] token(Optional<byte[]> imprint) throws SigningException {
        byte[] digest = imprint.orElseThrow(() ->
                new SigningException(SigningProblem.DOCUMENT_REFUSES, "what the signature signs is not in the file"));
        return timestamps.orElseThrow().timestamp(DIGEST, digest);
    }

    /** Components for one signature. */
    private interface Adding {
        List<String> to(Jws jws, int place) throws SigningException, JsonException;
    }

    private void add(Adding adding) throws SigningException {
        try {
            List<Jws> signatures = signatures();
            List<List<String>> added = new ArrayList<>();
            for (int i = 0; i < signatures.size(); i++) {
                Jws jws = signatures.get(i);
                Function<String, String> form =
                        components(jws).inClear() ? Function.identity() : ComponentText::encoded;
                added.add(adding.to(jws, i).stream().map(form).toList());
            }
            text = AddedComponents.to(text, added);
        } catch (JsonException e) {
            throw unreadable(e);
        }
    }

    @Override
    public void finish(OutputStream out) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
