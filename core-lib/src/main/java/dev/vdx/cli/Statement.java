package dev.vdx.cli;

import dev.vdx.exchange.CheckedFile;
import dev.vdx.exchange.Envelope;
import dev.vdx.exchange.PartyId;
import dev.vdx.exchange.Receipt;
import dev.vdx.model.Outcome;
import dev.vdx.report.Lang;
import dev.vdx.report.Shown;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** What a message or a receipt says, in one sentence; only of one that passed. */
final class Statement {
    private final Lang lang;
    private final ZoneId zone;

    private Statement(Lang lang, ZoneId zone) {
        this.lang = lang;
        this.zone = zone;
    }

    static Optional<String> of(CheckedFile file, Lang lang, ZoneId zone) {
        if (file.report().outcome() != Outcome.PASSED) {
            return Optional.empty();
        }
        Statement statement = new Statement(lang, zone);
        return file.message()
                .map(statement::message)
                .or(() -> file.receipt().map(statement::receipt))
                .map(Shown::text);
    }

    private String message(Envelope message) {
        String what = message.documentType() + " (" + message.kind().label() + ")";
        return lang == Lang.TH
                ? "ข้อความ " + message.id() + ": " + what + " จาก " + message.from() + " ถึง " + message.to()
                        + " จัดทำเมื่อ " + time(message.time())
                : "Message " + message.id() + ": " + what + " from " + message.from() + " to " + message.to()
                        + ", made " + time(message.time());
    }

    private String receipt(Receipt receipt) {
        PartyId who = receipt.from();
        String when = time(receipt.time());
        boolean thai = lang == Lang.TH;
        return switch (receipt.kind()) {
            case RECEIVED ->
                thai
                        ? who + " ได้รับข้อความ " + receipt.message() + " เมื่อ " + when
                        : who + " received message " + receipt.message() + " on " + when;
            case ACCEPTED ->
                (thai
                                ? who + " ลงรับข้อความ " + receipt.message() + " เมื่อ " + when + " เลขรับ "
                                : who + " took message " + receipt.message() + " up on " + when + " under number ")
                        + receipt.registerNumber().orElse("");
            case REJECTED ->
                (thai
                                ? who + " ปฏิเสธข้อความ " + receipt.message() + " เมื่อ " + when + " เหตุผล "
                                : who + " refused message " + receipt.message() + " on " + when + ": ")
                        + receipt.reason().orElse("");
        };
    }

    private String time(Instant time) {
        return Shown.time(time, lang, zone);
    }
}
