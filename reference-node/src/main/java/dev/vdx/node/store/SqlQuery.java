package dev.vdx.node.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.Closeable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.TemplateEngine;

/**
 * One query of another database, the agency's own, which is only read. What it asks for comes from elsewhere and is
 * bound to the query's named parameters, never part of its text. Safe for several threads.
 */
public final class SqlQuery implements Closeable {
    private static final int CONNECTIONS = 4;
    private static final int MOST_ROWS = 100;
    private static final String SQLITE = "jdbc:sqlite:";
    private static final String SQLITE_READ_ONLY = "1";

    private final HikariDataSource source;
    private final Jdbi jdbi;
    private final String sql;
    private final int patience;

    /**
     * A query; the database need not be there yet.
     *
     * @param url JDBC address
     * @param sql one SELECT with parameters such as {@code :farm}
     * @param patience how long to wait for a connection, and for the rows
     */
    public SqlQuery(String url, String user, String password, String sql, Duration patience) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setPoolName("documents");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(0);
        config.setReadOnly(true);
        config.setConnectionTimeout(Math.max(250, patience.toMillis()));
        config.setInitializationFailTimeout(-1);
        if (url.startsWith(SQLITE)) {
            config.addDataSourceProperty("open_mode", SQLITE_READ_ONLY);
        }
        if (!user.isEmpty()) {
            config.setUsername(user);
            config.setPassword(password);
        }
        this.source = new HikariDataSource(config);
        this.jdbi = Jdbi.create(source);
        this.sql = sql;
        this.patience = (int) Math.max(1, patience.toSeconds());
        // Parameters are bound; nothing else in the text stands for something else.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
        jdbi.getConfig(SqlStatements.class).setTemplateEngine(TemplateEngine.NOP);
    }

    /**
     * A row.
     *
     * @param texts its columns by their names in lower case, as text; without those that are null or bytes
     * @param bytes its columns that are bytes
     */
    public record Row(Map<String, String> texts, Map<String, byte[]> bytes) {
        public Row {
            texts = Map.copyOf(texts);
            bytes = Map.copyOf(bytes);
        }

        /** A column as text. */
        public Optional<String> text(String column) {
            return Optional.ofNullable(texts.get(column));
        }

        /** A column of bytes. */
        public Optional<byte[]> bytes(String column) {
            return Optional.ofNullable(bytes.get(column));
        }
    }

    /** Whether its text has this parameter. */
    public boolean asks(String parameter) {
        return sql.contains(":" + parameter);
    }

    /**
     * The rows found under these values.
     *
     * @throws StoreException if the database does not answer in time, the query is no good, a parameter has no value or a
     *     value no parameter (it would hand out what was not asked for), or there are more than 100 rows
     */
    public List<Row> rows(Map<String, String> values) {
        List<Row> rows;
        try {
            rows = jdbi.withHandle(handle -> {
                Query query = handle.createQuery(sql).setQueryTimeout(patience).setMaxRows(MOST_ROWS + 1);
                values.forEach(query::bind);
                return query.map((row, context) -> row(row)).list();
            });
        } catch (JdbiException e) {
            throw new StoreException("the query of documents does not work" + state(e), e);
        }
        if (rows.size() > MOST_ROWS) {
            throw new StoreException("the query of documents finds more than " + MOST_ROWS + " rows");
        }
        return rows;
    }

    /** What a database says of a failure may quote values; its five letters do not. */
    private static String state(Throwable e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql) {
                return ": SQLSTATE " + sql.getSQLState();
            }
        }
        return ": " + e.getClass().getSimpleName();
    }

    private static Row row(ResultSet row) throws SQLException {
        Map<String, String> texts = new HashMap<>();
        Map<String, byte[]> bytes = new HashMap<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            String column = row.getMetaData().getColumnLabel(i).toLowerCase(Locale.ROOT);
            Object value = row.getObject(i);
            if (value instanceof byte[] content) {
                bytes.put(column, content);
            } else if (value != null) {
                texts.put(column, value.toString());
            }
        }
        return new Row(texts, bytes);
    }

    @Override
    public void close() {
        source.close();
    }
}
