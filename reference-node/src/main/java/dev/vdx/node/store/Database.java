package dev.vdx.node.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.Closeable;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementExceptions;

/**
 * The database: SQLite (WAL, {@code synchronous=FULL}: a commit is on the disk) or PostgreSQL. Safe for several threads.
 */
public final class Database implements Closeable {
    private static final String SQLITE = "jdbc:sqlite:";
    private static final int SQLITE_CONNECTIONS = 4;
    private static final int POSTGRESQL_CONNECTIONS = 16;

    /** Pages of 4 KiB. The usual 1,000 are 30 messages, and most of them the same pages of an index again. */
    private static final String CHECKPOINT_AFTER = "8000";

    private final HikariDataSource source;
    private final HikariDataSource writing;
    private final Jdbi jdbi;
    private final boolean sqlite;
    private final OneWriter writer;

    private Database(HikariDataSource source, HikariDataSource writing, boolean sqlite) {
        this.source = source;
        this.writing = writing;
        this.sqlite = sqlite;
        this.jdbi = jdbi(source, sqlite);
        this.writer = new OneWriter(jdbi(writing, sqlite));
    }

    private static Jdbi jdbi(HikariDataSource source, boolean sqlite) {
        Jdbi jdbi = Jdbi.create(source);
        // Failures are logged; the values bound to a statement may be personal.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
        if (sqlite) {
            jdbi.setStatementBuilderFactory(new KeptStatements.Pool()::of);
        }
        return jdbi;
    }

    /**
     * Opens it, and brings its tables up to date.
     *
     * @param url {@code jdbc:sqlite:FILE} or {@code jdbc:postgresql://…}
     * @throws StoreException if it cannot be reached, or its tables are newer than this program
     */
    public static Database open(String url, String user, String password, Duration patience) {
        boolean sqlite = url.startsWith(SQLITE);
        HikariDataSource source =
                pool(url, user, password, patience, sqlite ? SQLITE_CONNECTIONS : POSTGRESQL_CONNECTIONS);
        try {
            migrate(source, sqlite);
            // What one connection writes, another must read again: SQLite's one writer keeps its own.
            return new Database(source, sqlite ? pool(url, user, password, patience, 1) : source, sqlite);
        } catch (FlywayException e) {
            source.close();
            throw new StoreException("the database's tables cannot be brought up to date", e);
        }
    }

    private static HikariDataSource pool(String url, String user, String password, Duration patience, int connections) {
        boolean sqlite = url.startsWith(SQLITE);
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setPoolName("database");
        config.setConnectionTimeout(Math.max(250, patience.toMillis()));
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(1);
        config.setDataSourceProperties(properties(sqlite));
        if (!sqlite) {
            config.setUsername(user);
            config.setPassword(password);
        }
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException e) {
            throw new StoreException("the database cannot be opened", e);
        }
    }

    private static Properties properties(boolean sqlite) {
        Properties properties = new Properties();
        if (sqlite) {
            properties.setProperty("journal_mode", "WAL");
            properties.setProperty("synchronous", "FULL");
            properties.setProperty("busy_timeout", "10000");
            properties.setProperty("foreign_keys", "true");
            properties.setProperty("wal_autocheckpoint", CHECKPOINT_AFTER);
            // A transaction that writes must not start as a reader, or it cannot wait its turn.
            properties.setProperty("transaction_mode", "IMMEDIATE");
        } else {
            properties.setProperty("socketTimeout", "30");
            properties.setProperty("logServerErrorDetail", "false");
            properties.setProperty("ApplicationName", "vdx-node");
        }
        return properties;
    }

    private static void migrate(HikariDataSource source, boolean sqlite) {
        Flyway.configure(Database.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:dev/vdx/node/store/migrations")
                .placeholders(Map.of(
                        "identity",
                        sqlite
                                ? "INTEGER PRIMARY KEY AUTOINCREMENT"
                                : "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"))
                .load()
                .migrate();
    }

    /**
     * Reads, and writes nothing.
     *
     * @throws StoreException if the database does not answer
     */
    public <T> T read(Function<Tables, T> work) {
        try {
            return jdbi.withHandle(handle -> work.apply(new Tables(handle, sqlite)));
        } catch (JdbiException e) {
            throw new StoreException("the database does not answer", e);
        }
    }

    /**
     * Does all of it or nothing; when this returns it is on the disk.
     *
     * @throws StoreException if the database does not answer: nothing was done, or (PostgreSQL, connection lost at the
     *     very end) all of it
     */
    public <T> T write(Function<Tables, T> work) {
        try {
            // SQLite has one writer; waiting here is fair, waiting in SQLite is not.
            return sqlite
                    ? writer.write(handle -> work.apply(new Tables(handle, true)))
                    : jdbi.inTransaction(handle -> work.apply(new Tables(handle, false)));
        } catch (JdbiException e) {
            throw new StoreException("the database does not answer", e);
        }
    }

    /** As {@link #write}, for work without a result. */
    public void change(Consumer<Tables> work) {
        write(tables -> {
            work.accept(tables);
            return true;
        });
    }

    /** Whether it is SQLite. */
    public boolean embedded() {
        return sqlite;
    }

    @Override
    public void close() {
        writing.close();
        source.close();
    }
}
