package dev.vdx.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vdx.node.audit.AuditChain;
import dev.vdx.node.audit.AuditExport;
import dev.vdx.node.store.Database;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An exported audit record says whether anything in it was changed, without the database. */
class AuditExportTest {
    private static final int EVENTS = 1_203;

    @TempDir
    Path folder;

    private List<String> lines = List.of();
    private String head = "";

    @BeforeEach
    void export() throws Exception {
        try (Database database =
                Database.open("jdbc:sqlite:" + folder.resolve("audit.db"), "", "", Duration.ofSeconds(5))) {
            database.change(t -> {
                for (int i = 0; i < EVENTS; i++) {
                    t.audit().add(Clock.systemUTC().instant(), "กรมทดลอง", "test.event", "s" + i, "line\n\"two\"");
                }
            });
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            AuditChain.Check check = AuditExport.write(new AuditChain(database), out);
            assertEquals(EVENTS, check.events());
            lines = out.toString(UTF_8).lines().toList();
            head = check.head();
        }
    }

    private static AuditChain.Check verify(List<String> lines) throws Exception {
        return AuditExport.verify(new ByteArrayInputStream((String.join("\n", lines) + "\n").getBytes(UTF_8)));
    }

    @Test
    void aWholeRecordIsWhole() throws Exception {
        assertEquals(EVENTS + 1, lines.size());
        AuditChain.Check check = verify(lines);
        assertEquals(Optional.empty(), check.broken());
        assertEquals(EVENTS, check.events());
        assertEquals(head, check.head());
    }

    private void broken(long at, List<String> changed) throws Exception {
        assertEquals(Optional.of(at), verify(changed).broken());
    }

    private List<String> copy() {
        return new ArrayList<>(lines);
    }

    @Test
    void oneThatIsCutEditedOrReorderedIsNot() throws Exception {
        List<String> edited = copy();
        edited.set(600, edited.get(600).replace("test.event", "test.other"));
        broken(601, edited);
        List<String> time = copy();
        time.set(3, time.get(3).replaceFirst("\"time\":\"2", "\"time\":\"3"));
        broken(4, time);
        List<String> reordered = copy();
        Collections.swap(reordered, 10, 11);
        broken(11, reordered);
        List<String> missing = copy();
        missing.remove(5);
        broken(6, missing);
        broken(1, lines.subList(1, lines.size()));
        broken(EVENTS + 1, lines.subList(0, EVENTS));
        List<String> shortened = copy();
        shortened.remove(EVENTS - 1);
        broken(EVENTS, shortened);
        List<String> more = copy();
        more.add(lines.get(0));
        broken(EVENTS + 1, more);
        List<String> twice = copy();
        twice.set(2, twice.get(2).replaceFirst("\\{", "{\"detail\":\"other\","));
        broken(3, twice);
        List<String> extra = copy();
        extra.set(2, extra.get(2).replaceFirst("\\{", "{\"note\":\"other\","));
        broken(3, extra);
        broken(1, List.of("<html>"));
        broken(1, List.of("null"));
        broken(1, List.of());
    }

    @Test
    void theCommandsExportVerifyListAndRevoke() throws Exception {
        TwoNodes.prepare(folder.resolve("nodes"), Map.of(), Clock.systemUTC(), new SecureRandom());
        String config =
                TwoNodes.configuration(folder.resolve("nodes"), "agency-a").toString();
        assertEquals(0, run("key", "add", "--config", config, "--name", "dms", "read"));
        String id;
        try (NodeStore store = NodeStore.open(Configuration.read(Path.of(config), Map.of()))) {
            id = store.database().read(t -> t.apiKeys().list()).get(0).id();
        }
        assertEquals(0, run("key", "list", "--config", config));
        assertEquals(0, run("key", "revoke", "--config", config, id));
        assertEquals(1, run("key", "revoke", "--config", config, id), "once");
        assertEquals(1, run("key", "revoke", "--config", config, "nonsense"));
        Path export = folder.resolve("export.jsonl");
        assertEquals(0, run("audit", "export", "--config", config, "--out", export.toString()));
        assertEquals(1, run("audit", "export", "--config", config, "--out", export.toString()), "never overwrites");
        String text = Files.readString(export, UTF_8);
        assertTrue(text.contains("key.made") && text.contains("key.revoked"), text);
        assertEquals(0, run("audit", "verify", "--file", export.toString()));
        assertEquals(1, run("audit", "verify", "--file", export.toString(), "--head", "0".repeat(64)));
        Files.writeString(export, text.replace("key.revoked", "key.praised"), UTF_8);
        assertEquals(1, run("audit", "verify", "--file", export.toString()));
        assertEquals(0, run("audit", "verify", "--config", config));
        assertEquals(0, run("config", "--config", config));
        Files.writeString(Path.of(config), "\nexchange.prot = 1\n", UTF_8, java.nio.file.StandardOpenOption.APPEND);
        assertEquals(1, run("config", "--config", config), "an unknown key");
        assertFalse(text.isEmpty());
    }

    private static int run(String... arguments) {
        return Main.command().execute(arguments);
    }
}
