package dev.vdx.exchange;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a message says of itself: {@code message.json} ({@code spec/schema/message.schema.json}).
 *
 * @param id names it; unique for its sender
 * @param kind what it does
 * @param from who sends it
 * @param to whom it is for
 * @param time when it was made, by the sender's clock, whole milliseconds
 * @param documentType what kind of document it is about, as the issuer's entry in the directory names it
 * @param keys what it is about: subject keys, or search keys of a request
 * @param purpose what it is for, where it was said
 * @param legalBasis the law that allows it, where it was said
 * @param acting who acted, where it was said
 * @param speed urgency
 * @param secrecy secrecy
 * @param conversation messages of one conversation to one party arrive in the order they were sent
 * @param reference what it refers to
 * @param reason why it corrects or revokes, for people
 * @param documents the documents it hands over
 */
public record Envelope(
        MessageId id,
        MessageKind kind,
        PartyId from,
        PartyId to,
        Instant time,
        String documentType,
        Map<String, String> keys,
        Optional<String> purpose,
        Optional<String> legalBasis,
        Optional<Acting> acting,
        Speed speed,
        Secrecy secrecy,
        Optional<String> conversation,
        Reference reference,
        Optional<String> reason,
        List<DocumentEntry> documents) {

    /**
     * The messages that a message refers to.
     *
     * @param replyTo the request an answer answers, or the message a document replies to
     * @param requestDigest digest of that request's container
     * @param supersedes the message whose documents these take the place of
     * @param revokes the message that is taken back
     */
    public record Reference(
            Optional<MessageId> replyTo,
            Optional<Sha256> requestDigest,
            Optional<MessageId> supersedes,
            Optional<MessageId> revokes) {
        /** Refers to nothing. */
        public static final Reference NONE =
                new Reference(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        /** Answers this request. */
        public static Reference answers(MessageId request, Sha256 digest) {
            return new Reference(Optional.of(request), Optional.of(digest), Optional.empty(), Optional.empty());
        }
    }

    public Envelope {
        time = time.truncatedTo(ChronoUnit.MILLIS);
        keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
        documents = List.copyOf(documents);
        Set<String> names = new HashSet<>();
        for (DocumentEntry document : documents) {
            if (!names.add(document.name().toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("two documents have one name");
            }
        }
        require(!from.equals(to), "a message goes to another party");
        switch (kind) {
            case DOCUMENT -> {
                require(!documents.isEmpty(), "a document message brings documents");
                require(reference.revokes().isEmpty(), "only a revocation revokes");
            }
            case REQUEST -> {
                require(documents.isEmpty(), "a request brings no documents");
                require(!keys.isEmpty(), "a request names search keys");
                require(purpose.isPresent() && legalBasis.isPresent(), "a request says its purpose and legal basis");
                require(acting.isPresent(), "a request says who is asking");
            }
            case ANSWER -> {
                require(!documents.isEmpty(), "an answer brings documents");
                require(
                        reference.replyTo().isPresent()
                                && reference.requestDigest().isPresent(),
                        "an answer names its request and the request's digest");
            }
            case CORRECTION ->
                require(
                        reference.supersedes().isPresent() && reason.isPresent(),
                        "a correction names what it supersedes and why");
            case REVOCATION -> {
                require(
                        reference.revokes().isPresent() && reason.isPresent(),
                        "a revocation names what it revokes and why");
                require(documents.isEmpty(), "a revocation brings no documents");
            }
        }
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
