package dev.vdx.node;

import dev.vdx.node.store.ApiKeyRow;
import java.time.Clock;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code vdx-node key …}: what is done with keys that were made. */
final class KeyCommands {
    private KeyCommands() {}

    @Command(name = "list", description = "Lists the API keys; their secrets are not known to the node.")
    static final class ListKeys extends Main.Configured {
        @Override
        public Integer call() throws Exception {
            try (NodeStore store = NodeStore.open(configuration())) {
                for (ApiKeyRow key : store.database().read(t -> t.apiKeys().list())) {
                    Main.OUT.println(String.join(
                            "\t",
                            key.id(),
                            key.name(),
                            String.join(" ", key.scopes()),
                            "made " + key.created(),
                            key.revoked().map(r -> "revoked " + r).orElse("in force")));
                }
            }
            return 0;
        }
    }

    @Command(name = "revoke", description = "Takes an API key back, at once; exit code 1 where there is none in force.")
    static final class Revoke extends Main.Configured {
        @Parameters(paramLabel = "ID", description = "its id, as key list says")
        private String id = "";

        @Override
        public Integer call() throws Exception {
            try (NodeStore store = NodeStore.open(configuration())) {
                Instant now = Clock.systemUTC().instant();
                boolean revoked = store.database().write(tables -> {
                    boolean found = tables.apiKeys().revoke(id, now);
                    if (found) {
                        tables.audit().add(now, "operator", "key.revoked", "key " + id, "");
                    }
                    return found;
                });
                Main.OUT.println(revoked ? "revoked " + id : "no key " + id + " is in force");
                return revoked ? 0 : Main.FAILED;
            }
        }
    }
}
