package dev.vdx.node;

import dev.vdx.node.Configuration.ConfigurationException;
import dev.vdx.node.peers.WebClient;
import dev.vdx.node.pull.DocumentSource;
import dev.vdx.node.pull.FolderSource;
import dev.vdx.node.pull.HttpSource;
import dev.vdx.node.pull.SourcesByType;
import dev.vdx.node.pull.SqlSource;
import dev.vdx.node.store.SqlQuery;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the configuration says of the documents requests are answered from. */
final class Sources {
    private final Configuration configuration;

    Sources(Configuration configuration) {
        this.configuration = configuration;
    }

    DocumentSource open() throws ConfigurationException, IOException {
        Duration patience = configuration.duration(Setting.ISSUE_PATIENCE);
        List<SourcesByType.Part> parts = new ArrayList<>();
        Optional<Path> folder = configuration.optionalPath(Setting.ISSUE_FOLDER);
        if (folder.isPresent()) {
            parts.add(part(Setting.ISSUE_FOLDER_TYPES, new FolderSource(folder.get())));
        }
        Optional<URI> backEnd = configuration.address(Setting.ISSUE_HTTP_URL);
        if (backEnd.isPresent()) {
            parts.add(part(
                    Setting.ISSUE_HTTP_TYPES,
                    new HttpSource(
                            new WebClient(patience, new TlsFiles(configuration).caller(Setting.ISSUE_HTTP_TRUST)),
                            backEnd.get(),
                            configuration.optionalPassword(Setting.ISSUE_HTTP_TOKEN_FILE))));
        } else if (!configuration.text(Setting.ISSUE_HTTP_URL).isEmpty()) {
            throw new ConfigurationException(Setting.ISSUE_HTTP_URL.key() + " is no http or https address");
        }
        if (!configuration.text(Setting.ISSUE_SQL_URL).isEmpty()) {
            parts.add(part(
                    Setting.ISSUE_SQL_TYPES,
                    new SqlSource(query(patience), configuration.optionalPath(Setting.ISSUE_SQL_FOLDER))));
        }
        try {
            return new SourcesByType(parts);
        } catch (IllegalArgumentException e) {
            parts.forEach(p -> p.source().close());
            throw new ConfigurationException("issue: " + e.getMessage());
        }
    }

    private SqlQuery query(Duration patience) throws ConfigurationException, IOException {
        try {
            return new SqlQuery(
                    configuration.required(Setting.ISSUE_SQL_URL),
                    configuration.text(Setting.ISSUE_SQL_USER),
                    configuration
                            .optionalPassword(Setting.ISSUE_SQL_PASSWORD_FILE)
                            .orElse(""),
                    configuration.required(Setting.ISSUE_SQL_QUERY),
                    patience);
        } catch (RuntimeException e) {
            throw new ConfigurationException(Setting.ISSUE_SQL_URL.key() + ": " + e.getMessage());
        }
    }

    private SourcesByType.Part part(Setting types, DocumentSource source) {
        String text = configuration.text(types);
        return new SourcesByType.Part(text.isEmpty() ? Set.of() : Set.of(text.split("\\s+")), source);
    }
}
