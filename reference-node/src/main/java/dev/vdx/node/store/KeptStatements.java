package dev.vdx.node.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Statements of SQLite, prepared once a connection: its driver, unlike PostgreSQL's, parses and plans each anew. Those of a
 * connection are used by one thread at a time, as it is.
 */
final class KeptStatements extends DefaultStatementBuilder {
    /** The program has fewer; more would be texts that are made up. */
    private static final int MOST = 100;

    private final Map<String, PreparedStatement> kept;
    private final Connection physical;

    private KeptStatements(Connection physical, Map<String, PreparedStatement> kept) {
        this.physical = physical;
        this.kept = kept;
    }

    /** Those of the connections of one pool. */
    static final class Pool {
        private final Map<Connection, Map<String, PreparedStatement>> all = new ConcurrentHashMap<>();

        StatementBuilder of(Connection connection) {
            try {
                Connection physical = connection.unwrap(Connection.class);
                Map<String, PreparedStatement> kept = all.get(physical);
                if (kept == null) {
                    all.keySet().removeIf(Pool::closed);
                    kept = new HashMap<>();
                    all.put(physical, kept);
                }
                return new KeptStatements(physical, kept);
            } catch (SQLException e) {
                return new DefaultStatementBuilder();
            }
        }

        private static boolean closed(Connection connection) {
            try {
                return connection.isClosed();
            } catch (SQLException e) {
                return true;
            }
        }
    }

    @Override
    public PreparedStatement create(Connection connection, String sql, StatementContext context) throws SQLException {
        if (context.isReturningGeneratedKeys() || context.isConcurrentUpdatable()) {
            return super.create(connection, sql, context);
        }
        // One that is in use is not there.
        PreparedStatement ready = kept.remove(sql);
        return ready == null ? physical.prepareStatement(sql) : ready;
    }

    @Override
    public void close(Connection connection, String sql, Statement statement) throws SQLException {
        if (statement instanceof PreparedStatement prepared
                && physical.equals(prepared.getConnection())
                && kept.size() < MOST) {
            prepared.clearBatch();
            prepared.clearParameters();
            if (kept.putIfAbsent(sql, prepared) == null) {
                return;
            }
        }
        super.close(connection, sql, statement);
    }
}
