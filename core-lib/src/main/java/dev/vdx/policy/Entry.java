package dev.vdx.policy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.vdx.model.Nearest;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** One value of a policy file, being read, and where it stands. */
record Entry(JsonParser json, String path) {
    private static final int MOST = 100;
    private static final int BUDDHIST = 2400;
    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    /** Understands one member of an object. */
    @FunctionalInterface
    interface Member {
        void read(String key, Entry value) throws IOException, PolicyException;
    }

    /** An object of these keys, and no others. */
    void object(Collection<String> known, Member member) throws IOException, PolicyException {
        object((key, value) -> {
            if (!known.contains(key)) {
                String near = Nearest.to(key, known)
                        .map(n -> "; did you mean '" + n + "'?")
                        .orElse("");
                throw value.wrong("no such key" + near + " (known: " + String.join(", ", known) + ")");
            }
            member.read(key, value);
        });
    }

    /** An object of any keys. */
    void object(Member member) throws IOException, PolicyException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw wrong("has to be an object");
        }
        int members = 0;
        while (token() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            if (++members > MOST) {
                throw wrong("more than " + MOST + " entries");
            }
            token();
            member.read(key, new Entry(json, path.isEmpty() ? key : path + "." + key));
        }
    }

    /** The next token; broken JSON is told with its line. */
    JsonToken token() throws IOException, PolicyException {
        try {
            JsonToken next = json.nextToken();
            return next == null ? JsonToken.NOT_AVAILABLE : next;
        } catch (JsonProcessingException e) {
            throw new PolicyException("line " + e.getLocation().getLineNr() + ": "
                    + e.getOriginalMessage().replace('\n', ' '));
        }
    }

    String text() throws IOException, PolicyException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw wrong("has to be a text");
        }
        return json.getText();
    }

    List<String> texts() throws IOException, PolicyException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw wrong("has to be a list of texts");
        }
        List<String> texts = new ArrayList<>();
        while (token() != JsonToken.END_ARRAY) {
            if (texts.size() >= MOST) {
                throw wrong("more than " + MOST + " entries");
            }
            texts.add(text());
        }
        return texts;
    }

    /** The first instant of a day that is no longer acceptable; {@code open} for none, {@code never} for not at all. */
    Instant end(Instant open, Instant never) throws IOException, PolicyException {
        String text = text();
        if (text.equals("open") || text.equals("never")) {
            return text.equals("open") ? open : never;
        }
        if (DAY.matcher(text).matches()) {
            int year = Integer.parseInt(text.substring(0, 4));
            if (year >= BUDDHIST) {
                throw wrong("'" + text + "' looks like a year of the Buddhist era; write " + (year - 543)
                        + text.substring(4));
            }
            try {
                return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            } catch (DateTimeException e) {
                throw wrong("there is no day '" + text + "'");
            }
        }
        throw wrong("'" + text + "' is no day such as 2029-01-01, nor open, nor never");
    }

    /** A length of time of at least zero and at most this. */
    Duration duration(Duration most) throws IOException, PolicyException {
        String text = text();
        Duration duration;
        try {
            duration = Duration.parse(text);
        } catch (DateTimeException e) {
            throw wrong("'" + text + "' is no length of time such as PT24H or P7D (ISO 8601)");
        }
        if (duration.isNegative() || duration.compareTo(most) > 0) {
            throw wrong("'" + text + "' is not between PT0S and " + most);
        }
        return duration;
    }

    PolicyException wrong(String why) {
        return new PolicyException((path.isEmpty() ? "the policy" : path) + ": " + why);
    }
}
