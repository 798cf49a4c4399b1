package dev.vdx.node.push;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vdx.node.peers.PeerAnswer;
import java.io.IOException;

/** What another node says is wrong (RFC 9457), cut short and cleaned: it is shown to people. */
final class ProblemText {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int MOST = 300;

    private ProblemText() {}

    static String of(PeerAnswer answer) {
        if (!answer.type().equals("application/problem+json")) {
            return "";
        }
        try {
            JsonNode problem = MAPPER.readTree(answer.body());
            String text = problem.path("type").asText("") + " "
                    + problem.path("detail").asText("");
            String clean = text.replaceAll("[\\p{Cntrl}<>]", " ").strip();
            return ": " + clean.substring(0, Math.min(MOST, clean.length()));
        } catch (IOException e) {
            return "";
        }
    }
}
