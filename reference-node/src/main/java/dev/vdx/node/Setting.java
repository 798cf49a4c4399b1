package dev.vdx.node;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Every key of the configuration file; {@code vdx-node config} prints them. */
enum Setting {
    PARTY("party", "", "who this node is, as the directory lists it: scheme:value"),
    DATA("data", "data", "folder of database and documents, relative to the configuration file"),
    DATABASE_URL("database.url", "", "jdbc:postgresql://HOST/DB; empty: SQLite in the data folder"),
    DATABASE_USER("database.user", "", "user of the PostgreSQL database"),
    DATABASE_PASSWORD_FILE("database.password.file", "", "file with the password of that user"),
    KEY("key", "", "PKCS#12 file with the agency's seal key"),
    KEY_PASSWORD_FILE("key.password.file", "", "file with its password"),
    DIRECTORY("directory", "", "file of the signed directory of parties; read again when it changes"),
    DIRECTORY_ANCHORS("directory.anchors", "", "certificates whose holders may sign the directory, PEM file or folder"),
    DIRECTORY_OFFLINE("directory.offline", "false", "true: revocation of the directory's signer is not asked for"),
    TRUST("trust", "", "anchors for signatures of documents that come in, PEM file or folder; empty: nobody"),
    DOCUMENTS("documents", "refuse", "documents whose own signature fails: note, refuse or strict"),
    ISSUE_FOLDER(
            "issue.folder", "", "folder with index.json and the documents requests are answered from; empty: none"),
    EXCHANGE_HOST(
            "exchange.host",
            "127.0.0.1",
            "address the other nodes call; plain HTTP, so loopback only: put TLS in front"),
    EXCHANGE_PORT("exchange.port", "8443", "its port; 0: any free one"),
    LOCAL_HOST("local.host", "127.0.0.1", "address the agency's own systems call; loopback only"),
    LOCAL_PORT("local.port", "8080", "its port; 0: any free one"),
    LARGEST("largest", "1073741824", "largest message and document, in bytes"),
    SKEW("skew", "PT5M", "how far another node's clock may run ahead (ISO 8601)"),
    OLDEST("oldest", "P7D", "how old a message may be that was not seen before (ISO 8601)"),
    BY_REFERENCE_ABOVE(
            "by-reference.above",
            "67108864",
            "documents larger than this, in bytes, are not sent inside the message: the other node fetches them"),
    SEND_FIRST("send.first", "PT2S", "wait after the first attempt to send (ISO 8601)"),
    SEND_LONGEST("send.longest", "PT15M", "longest wait between attempts (ISO 8601)"),
    SEND_GIVE_UP("send.give-up", "P3D", "how long to try (ISO 8601)"),
    SEND_LEASE(
            "send.lease",
            "PT30S",
            "after how long other nodes of this agency on the same database send what one that fell silent was sending (ISO 8601)"),
    SEND_PATIENCE("send.patience", "PT60S", "how long to wait for another node's answer (ISO 8601)");

    private final String key;
    private final String otherwise;
    private final String meaning;

    Setting(String key, String otherwise, String meaning) {
        this.key = key;
        this.otherwise = otherwise;
        this.meaning = meaning;
    }

    String key() {
        return key;
    }

    String otherwise() {
        return otherwise;
    }

    String meaning() {
        return meaning;
    }

    /** The environment variable that overrides it, such as {@code VDX_NODE_EXCHANGE_PORT}. */
    String variable() {
        return "VDX_NODE_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    static Optional<Setting> of(String key) {
        return Arrays.stream(values()).filter(s -> s.key.equals(key)).findFirst();
    }
}
