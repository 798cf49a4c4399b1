package dev.vdx.node;

import dev.vdx.node.Configuration.ConfigurationException;
import dev.vdx.node.store.Blobs;
import dev.vdx.node.store.Database;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where a node keeps everything.
 *
 * @param database rows
 * @param blobs files
 */
record NodeStore(Database database, Blobs blobs) implements Closeable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    static NodeStore open(Configuration configuration) throws ConfigurationException, IOException {
        Path data = configuration.path(Setting.DATA);
        Files.createDirectories(data);
        String url = configuration.text(Setting.DATABASE_URL);
        if (!url.isEmpty() && !url.startsWith("jdbc:postgresql:")) {
            throw new ConfigurationException("database.url is empty (SQLite) or starts with jdbc:postgresql:");
        }
        String password = configuration.text(Setting.DATABASE_PASSWORD_FILE).isEmpty()
                ? ""
                : configuration.password(Setting.DATABASE_PASSWORD_FILE);
        Database database = Database.open(
                url.isEmpty() ? "jdbc:sqlite:" + data.resolve("node.db") : url,
                configuration.text(Setting.DATABASE_USER),
                password,
                PATIENCE);
        Blobs blobs = Blobs.open(data.resolve("documents"));
        return new NodeStore(database, blobs);
    }

    @Override
    public void close() {
        database.close();
    }
}
