package dev.vdx.node;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Databases for both agencies on one real PostgreSQL. */
final class Postgres {
    private Postgres() {}

    /** Makes them; what each agency's node is to have in its environment, for agency-a and agency-b. */
    static Map<String, Map<String, String>> environments(EmbeddedPostgres postgres) throws SQLException {
        Map<String, Map<String, String>> environments = new HashMap<>();
        for (String agency : List.of("agency-a", "agency-b")) {
            String name = agency.replace('-', '_');
            try (Connection connection = postgres.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + name);
            }
            environments.put(
                    agency,
                    new HashMap<>(Map.of(
                            "VDX_NODE_DATABASE_URL",
                            "jdbc:postgresql://localhost:" + postgres.getPort() + "/" + name,
                            "VDX_NODE_DATABASE_USER",
                            "postgres",
                            "VDX_NODE_DATABASE_PASSWORD_FILE",
                            "../password")));
        }
        return environments;
    }
}
