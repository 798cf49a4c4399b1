package dev.vdx.cli;

import dev.vdx.trust.TimestampAuthority;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** The time-stamp authority that {@code --tsa} names. */
final class TimestampArgument {
    private TimestampArgument() {}

    static Optional<TimestampAuthority> of(Arguments arguments, Console console) throws Refusal {
        Optional<String> text = arguments.value("--tsa");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(text.get());
            if (uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return Optional.of(TimestampAuthority.http(
                        uri, console.clock(), console.random().get()));
            }
        } catch (URISyntaxException e) {
            // Told below, like any other text that is no address.
        }
        throw Refusal.usage(
                "--tsa " + text.get() + ": not an http or https address",
                "--tsa " + text.get() + ": ไม่ใช่ที่อยู่ http หรือ https");
    }
}
