package dev.vdx.node.pull;

import dev.vdx.node.store.SqlQuery;
import dev.vdx.node.store.StoreException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A query of the agency's own database. Search keys are its named parameters, {@code :documentType} is the type; each row
 * gives a document: {@code name}, {@code media_type}, and its bytes as {@code content} or a file under a folder as
 * {@code path}.
 */
public final class SqlSource implements DocumentSource {
    private static final String TYPE = "documentType";

    private final SqlQuery query;
    private final Optional<Path> folder;

    /**
     * A source.
     *
     * @param folder where the files are that rows name
     */
    public SqlSource(SqlQuery query, Optional<Path> folder) {
        this.query = query;
        this.folder = folder;
    }

    @Override
    public List<Found> find(String documentType, Map<String, String> keys) throws IOException {
        Map<String, String> values = new HashMap<>(keys);
        if (query.asks(TYPE)) {
            values.put(TYPE, documentType);
        }
        List<Found> found = new ArrayList<>();
        try {
            for (SqlQuery.Row row : query.rows(values)) {
                found.add(new Found(column(row, "name"), column(row, "media_type"), content(row)));
            }
        } catch (StoreException e) {
            throw new IOException(e.getMessage(), e);
        }
        return found;
    }

    private static String column(SqlQuery.Row row, String name) throws IOException {
        return row.text(name).orElseThrow(() -> new IOException("a row of the query has no " + name));
    }

    private Content content(SqlQuery.Row row) throws IOException {
        Optional<byte[]> bytes = row.bytes("content");
        if (bytes.isPresent()) {
            return () -> new ByteArrayInputStream(bytes.get());
        }
        Path root = folder.orElseThrow(
                        () -> new IOException("a row of the query has no content, and no folder is named"))
                .toRealPath();
        Path file = root.resolve(column(row, "path")).toRealPath();
        if (!file.startsWith(root) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("a row of the query names a file that is not in the folder");
        }
        return () -> Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public void close() {
        query.close();
    }
}
