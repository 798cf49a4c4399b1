package dev.vdx.node;

import dev.vdx.node.audit.AuditChain;
import dev.vdx.node.audit.AuditExport;
import java.io.BufferedOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code vdx-node audit …}. */
final class AuditCommands {
    private AuditCommands() {}

    @Command(
            name = "verify",
            description = "Checks every link of the audit record, or of an exported file without the database;"
                    + " exit code 1 where one is broken.")
    static final class Verify extends Main.Configured {
        @Option(names = "--file", description = "an exported record, instead of the database")
        private Optional<Path> file = Optional.empty();

        @Option(names = "--head", description = "the last hash, as it was written down elsewhere")
        private Optional<String> head = Optional.empty();

        @Override
        public Integer call() throws Exception {
            AuditChain.Check check = check();
            boolean other = head.filter(h -> !h.equals(check.head())).isPresent();
            if (check.broken().isPresent()) {
                Main.OUT.println("BROKEN at event " + check.broken().get());
            } else if (other) {
                Main.OUT.println("ANOTHER RECORD: whole, but its head is " + check.head());
            } else {
                Main.OUT.println("whole: " + check.events() + " events, head " + check.head());
            }
            return check.broken().isPresent() || other ? Main.FAILED : 0;
        }

        private AuditChain.Check check() throws Exception {
            if (file.isPresent()) {
                try (InputStream in = Files.newInputStream(file.get())) {
                    return AuditExport.verify(in);
                }
            }
            try (NodeStore store = NodeStore.open(configuration())) {
                return new AuditChain(store.database()).check();
            }
        }
    }

    @Command(
            name = "export",
            description =
                    "Writes the whole audit record as JSON Lines with its hashes; exit code 1 where it is broken.")
    static final class Export extends Main.Configured {
        @Option(names = "--out", required = true, description = "new file to write")
        private Path file = Path.of("audit.jsonl");

        @Override
        public Integer call() throws Exception {
            try (NodeStore store = NodeStore.open(configuration());
                    OutputStream out = new BufferedOutputStream(
                            Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
                AuditChain.Check check = AuditExport.write(new AuditChain(store.database()), out);
                Main.OUT.println(check.broken()
                        .map(at -> "BROKEN at event " + at)
                        .orElse(check.events() + " events, head " + check.head()));
                return check.broken().isPresent() ? Main.FAILED : 0;
            }
        }
    }
}
