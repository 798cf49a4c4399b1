package dev.vdx.node.page;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A message with all that belongs to it. */
record MessageView(
        String kind,
        String party,
        String title,
        Badge state,
        Optional<String> done,
        Optional<Wrong> wrong,
        List<ChangedBy> changedBy,
        List<Change> changes,
        boolean gone,
        List<Document> documents,
        List<GivenReceipt> receipts,
        Deeds deeds,
        List<Event> events,
        String evidence,
        Optional<String> container,
        List<Fact> facts,
        String token,
        Map<String, String> given) {

    /** What is wrong in a form. */
    record Wrong(String field, String text) {}

    /** A later message about this one. */
    record ChangedBy(String tone, String words, Optional<String> reason, String href, String open) {}

    /** An earlier message this one is about. */
    record Change(String words, String href) {}

    /** A document it brings. */
    record Document(String name, String size, Optional<String> href, String label) {}

    /** A receipt. */
    record GivenReceipt(String icon, String tone, String words, List<String> details, Moment time) {}

    /** What the reader may do: addresses of forms. */
    record Deeds(
            Optional<String> acknowledge,
            Optional<String> accept,
            Optional<String> reject,
            Optional<String> resend,
            List<String> notes) {
        boolean none() {
            return acknowledge.isEmpty() && accept.isEmpty() && reject.isEmpty() && resend.isEmpty() && notes.isEmpty();
        }
    }

    /** Something that happened. */
    record Event(String words, Optional<String> detail, Moment time, String by) {}

    /** Something the message says of itself. */
    record Fact(String name, Optional<String> text, Optional<String> code, Optional<Moment> moment) {
        static Fact text(String name, String text) {
            return new Fact(name, Optional.of(text), Optional.empty(), Optional.empty());
        }

        static Fact code(String name, String code) {
            return new Fact(name, Optional.empty(), Optional.of(code), Optional.empty());
        }

        static Fact at(String name, Moment moment) {
            return new Fact(name, Optional.empty(), Optional.empty(), Optional.of(moment));
        }
    }

    boolean none() {
        return documents.isEmpty();
    }

    boolean someDocuments() {
        return !documents.isEmpty();
    }

    boolean noReceipts() {
        return receipts.isEmpty();
    }

    boolean someReceipts() {
        return !receipts.isEmpty();
    }

    boolean idle() {
        return deeds.none();
    }

    List<String> notes() {
        return deeds.notes();
    }

    Optional<String> acknowledge() {
        return deeds.acknowledge();
    }

    Optional<String> accept() {
        return deeds.accept();
    }

    Optional<String> reject() {
        return deeds.reject();
    }

    Optional<String> resend() {
        return deeds.resend();
    }

    Optional<String> wrongNumber() {
        return wrong.filter(w -> w.field().equals("registerNumber")).map(Wrong::text);
    }

    Optional<String> wrongReason() {
        return wrong.filter(w -> w.field().equals("reason")).map(Wrong::text);
    }
}
