package dev.vdx.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vdx.BulkDocument;
import dev.vdx.model.SigningException;
import dev.vdx.report.Explained;

/** What became of each of many documents to be signed, one line of JSON each. */
final class SigningLines {
    private final Console console;

    SigningLines(Console console) {
        this.console = console;
    }

    void signed(BulkDocument document) {
        print(line(document, "signed").put("output", document.out().toString()));
    }

    void kept(BulkDocument document) {
        print(line(document, "kept").put("output", document.out().toString()));
    }

    void refused(BulkDocument document, SigningException why) {
        Explained explained = Explained.of(why, console.language());
        print(line(document, "refused")
                .put("problem", why.problem().name())
                .put("message", explained.message())
                .put("next", explained.next()));
    }

    private static ObjectNode line(BulkDocument document, String outcome) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("file", document.in().toString())
                .put("outcome", outcome);
    }

    private void print(ObjectNode line) {
        console.out().println(line);
        console.out().flush();
    }
}
