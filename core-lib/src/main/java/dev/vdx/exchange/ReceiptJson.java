package dev.vdx.exchange;

/** The payload of a receipt ({@code spec/exchange.md}, 4). */
final class ReceiptJson {
    private static final int LIMIT = 64 << 10;
    private static final int VERSION = 1;

    private ReceiptJson() {}

    static byte[] write(Receipt receipt) {
        return JsonText.object(json -> {
            json.number("vdx", VERSION);
            json.text("receipt", receipt.kind().label());
            json.text("message", receipt.message());
            json.text("sha256", receipt.digest());
            json.text("from", receipt.from());
            json.text("to", receipt.to());
            json.time("time", receipt.time());
            json.text("verdict", receipt.verdict());
            json.text("registerNumber", receipt.registerNumber());
            json.text("reason", receipt.reason());
            json.text("text", receipt.text());
        });
    }

    static Receipt read(byte[] json) throws ExchangeException {
        Members members = Members.parse(json, LIMIT);
        members.version(VERSION);
        return Members.made(() -> new Receipt(
                members.oneOf("receipt", ReceiptKind::of),
                members.value("message", MessageId::parse),
                members.value("sha256", Sha256::new),
                members.value("from", PartyId::parse),
                members.value("to", PartyId::parse),
                members.time("time"),
                members.optionalText("verdict"),
                members.optionalText("registerNumber"),
                members.optionalText("reason"),
                members.optionalText("text")));
    }
}
