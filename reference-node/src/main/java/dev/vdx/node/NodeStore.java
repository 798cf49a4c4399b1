package dev.vdx.node;

import dev.vdx.node.Configuration.ConfigurationException;
import dev.vdx.node.store.Blobs;
import dev.vdx.node.store.Database;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a node keeps everything.
 *
 * @param database rows
 * @param blobs files
 * @param lock held while a node runs on a database that only one process may send from
 */
record NodeStore(Database database, Blobs blobs, Optional<FileChannel> lock) implements Closeable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LEFT = Duration.ofDays(2);

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
        return new NodeStore(database, blobs, Optional.empty());
    }

    /** As {@link #open}, for a running node: with SQLite no second one may run on the same folder. */
    static NodeStore openAlone(Configuration configuration, Instant now) throws ConfigurationException, IOException {
        NodeStore store = open(configuration);
        if (!store.database.embedded()) {
            // Other nodes share the folder: what they take in just now is younger.
            store.blobs.clean(now.minus(LEFT));
            return store;
        }
        FileChannel channel = FileChannel.open(
                configuration.path(Setting.DATA).resolve("node.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        if (!locked(channel)) {
            channel.close();
            store.close();
            throw new ConfigurationException("another node runs on the data folder");
        }
        store.database.change(t -> t.outbox().release());
        store.blobs.clean(Instant.MAX);
        return new NodeStore(store.database, store.blobs, Optional.of(channel));
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() {
        database.close();
        if (lock.isPresent()) {
            try {
                lock.get().close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
