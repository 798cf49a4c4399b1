package dev.vdx.node.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.samskivert.mustache.DefaultCollector;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The templates; everything put into one is escaped, and a name that nothing stands behind is an error. */
final class Templates {
    private final Mustache.Compiler compiler =
            Mustache.compiler().escapeHTML(true).withCollector(new Optionals()).withLoader(Templates::open);
    private final Map<String, Template> compiled = new ConcurrentHashMap<>();

    String fill(String name, Object context) {
        return compiled.computeIfAbsent(name, n -> compiler.loadTemplate(n)).execute(context);
    }

    /** A section of something absent is left out. */
    private static final class Optionals extends DefaultCollector {
        @Override
        public @Nullable Iterator<?> toIterator(Object value) {
            return value instanceof Optional<?> optional ? optional.stream().iterator() : super.toIterator(value);
        }
    }

    private static Reader open(String name) {
        InputStream in = Objects.requireNonNull(Templates.class.getResourceAsStream(name + ".html"), name);
        return new InputStreamReader(in, UTF_8);
    }
}
