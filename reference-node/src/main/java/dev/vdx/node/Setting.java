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
    KEY(
            "key",
            "",
            "the agency's seal key: a PKCS#12 file, pkcs11:… on a token, or remote:… in a signing service (spec/keys.md)"),
    KEY_PASSWORD_FILE("key.password.file", "", "file with its password or PIN"),
    DIRECTORY(
            "directory",
            "",
            "the signed directory of parties: a file, read again when it changes, or an https address"),
    DIRECTORY_ANCHORS("directory.anchors", "", "certificates whose holders may sign the directory, PEM file or folder"),
    DIRECTORY_EVERY("directory.every", "PT5M", "how often its address is asked for a newer one (ISO 8601)"),
    DIRECTORY_TRUST("directory.trust", "", "anchors for TLS of its address; empty: those of the Java runtime"),
    DIRECTORY_OFFLINE("directory.offline", "false", "true: revocation of the directory's signer is not asked for"),
    TSA("tsa", "", "http(s) address of a time-stamp authority; with it messages are of level T; empty: level B"),
    TSA_USER("tsa.user", "", "user at that authority"),
    TSA_PASSWORD_FILE("tsa.password.file", "", "file with the password of that user"),
    TSA_LIMIT("tsa.limit", "0", "most time-stamps asked of it in any 24 hours; 0: as many as are needed"),
    TSA_TRUST("tsa.trust", "", "anchors for time-stamp authorities, PEM file or folder"),
    PENDING(
            "pending",
            "",
            "folder of documents that vdx sign --allow-later left at a lower level, which this node raises; empty: none"),
    PENDING_EVERY("pending.every", "PT10M", "how often it tries (ISO 8601)"),
    PENDING_TRUST(
            "pending.trust",
            "",
            "anchors their signers' certificates must lead to, PEM file or folder; empty: any root"),
    TRUST("trust", "", "anchors for signatures of documents that come in, PEM file or folder; empty: nobody"),
    DOCUMENTS("documents", "refuse", "documents whose own signature fails: note, refuse or strict"),
    ISSUE_FOLDER(
            "issue.folder", "", "folder with index.json and the documents requests are answered from; empty: none"),
    ISSUE_FOLDER_TYPES("issue.folder.types", "", "document types it has; empty: every type no other source names"),
    ISSUE_SQL_URL("issue.sql.url", "", "jdbc:… address of a database requests are answered from; empty: none"),
    ISSUE_SQL_USER("issue.sql.user", "", "user of that database; needs to read only"),
    ISSUE_SQL_PASSWORD_FILE("issue.sql.password.file", "", "file with the password of that user"),
    ISSUE_SQL_QUERY(
            "issue.sql.query", "", "SELECT with search keys as :NAME; columns name, media_type, and content or path"),
    ISSUE_SQL_FOLDER("issue.sql.folder", "", "folder of the files that path names"),
    ISSUE_SQL_TYPES("issue.sql.types", "", "document types it has; empty: every type no other source names"),
    ISSUE_HTTP_URL("issue.http.url", "", "http(s) address of a back end requests are answered from; empty: none"),
    ISSUE_HTTP_TRUST("issue.http.trust", "", "anchors for TLS of that address; empty: those of the Java runtime"),
    ISSUE_HTTP_TOKEN_FILE("issue.http.token.file", "", "file with the bearer token shown to it"),
    ISSUE_HTTP_TYPES("issue.http.types", "", "document types it has; empty: every type no other source names"),
    ISSUE_PATIENCE("issue.patience", "PT20S", "how long to wait for database or back end (ISO 8601)"),
    EXCHANGE_HOST("exchange.host", "127.0.0.1", "address the other nodes call; without TLS loopback only"),
    EXCHANGE_PORT("exchange.port", "8443", "its port; 0: any free one"),
    EXCHANGE_TLS_KEY("exchange.tls.key", "", "PKCS#12 file with its TLS key and chain; empty: plain HTTP"),
    EXCHANGE_TLS_KEY_PASSWORD_FILE("exchange.tls.key.password.file", "", "file with the password of that file"),
    EXCHANGE_TLS_CLIENTS(
            "exchange.tls.clients", "none", "client certificates: none, want (one that is given must be good) or need"),
    EXCHANGE_TLS_CLIENTS_TRUST("exchange.tls.clients.trust", "", "anchors for client certificates, PEM file or folder"),
    EXCHANGE_RATE("exchange.rate", "500", "requests a second of one address, ten times as many at once; 0: no limit"),
    LOCAL_HOST("local.host", "127.0.0.1", "address the agency's own systems call; without TLS loopback only"),
    LOCAL_PORT("local.port", "8080", "its port; 0: any free one"),
    LOCAL_TLS_KEY("local.tls.key", "", "PKCS#12 file with its TLS key and chain; empty: plain HTTP"),
    LOCAL_TLS_KEY_PASSWORD_FILE("local.tls.key.password.file", "", "file with the password of that file"),
    LOCAL_RATE("local.rate", "500", "requests a second of one address and of one key; 0: no limit"),
    OAUTH_JWKS(
            "oauth.jwks",
            "",
            "public keys of the issuer of access tokens, file or https address; empty: API keys only"),
    OAUTH_TRUST("oauth.trust", "", "anchors for TLS of that address; empty: those of the Java runtime"),
    OAUTH_ISSUER("oauth.issuer", "", "who must have issued a token (iss)"),
    OAUTH_AUDIENCE("oauth.audience", "", "for whom it must be (aud)"),
    OAUTH_ALGORITHMS("oauth.algorithms", "RS256 PS256 ES256", "signature algorithms taken"),
    OAUTH_SCOPE_PREFIX("oauth.scope.prefix", "vdx:", "before send, read, decide, delete in the token's scope"),
    PEERS_TRUST(
            "peers.trust", "", "anchors for TLS of other nodes, PEM file or folder; empty: those of the Java runtime"),
    PEERS_KEY("peers.key", "", "PKCS#12 file with the certificate shown to nodes that ask for one; empty: none"),
    PEERS_KEY_PASSWORD_FILE("peers.key.password.file", "", "file with the password of that file"),
    SLOWEST(
            "slowest",
            "1000",
            "least bytes a second of a body, on average after 5 seconds; slower ones are cut; 0: no limit"),
    LOG("log", "json", "log on the standard error: json, an object a line, or text"),
    IDLE("idle", "PT30S", "how long a caller may be silent before the connection is cut (ISO 8601)"),
    ZONE("zone", "Asia/Bangkok", "time zone of the pages"),
    VERIFY_LARGEST("verify.largest", "32000000", "largest file the page Verify takes, in bytes"),
    VERIFY_PUBLIC("verify.public", "false", "true: Verify also on the exchange listener, for everybody, without login"),
    VERIFY_PER_MINUTE("verify.per-minute", "30", "how many files strangers may bring there in a minute"),
    LARGEST("largest", "1073741824", "largest message and document, in bytes"),
    SKEW("skew", "PT5M", "how far another node's clock may run ahead (ISO 8601)"),
    OLDEST("oldest", "P7D", "how old a message may be that was not seen before (ISO 8601)"),
    BY_REFERENCE_ABOVE(
            "by-reference.above",
            "67108864",
            "documents larger than this, in bytes, are not sent inside the message: the other node fetches them"),
    HANDED_IN_KEEP("handed-in.keep", "P2D", "how long a document that was handed in waits for its draft (ISO 8601)"),
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
