package dev.vdx.node.http;

import java.util.function.BiFunction;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Jetty's connector for an {@link Endpoint}. */
final class Connectors {
    private Connectors() {}

    static BiFunction<Server, HttpConfiguration, Connector> of(Endpoint endpoint) {
        return (server, shared) -> {
            HttpConfiguration http = new HttpConfiguration(shared);
            ServerConnector connector;
            if (endpoint.tls().isPresent()) {
                // Which name it was called by is the caller's to check: a node is called by address or name alike.
                http.addCustomizer(new SecureRequestCustomizer(false));
                connector = new ServerConnector(
                        server,
                        new SslConnectionFactory(context(endpoint.tls().get()), "http/1.1"),
                        new HttpConnectionFactory(http));
            } else {
                connector = new ServerConnector(server, new HttpConnectionFactory(http));
            }
            connector.setHost(endpoint.host());
            connector.setPort(endpoint.port());
            connector.setIdleTimeout(endpoint.idle().toMillis());
            return connector;
        };
    }

    private static SslContextFactory.Server context(Tls tls) {
        SslContextFactory.Server context = new SslContextFactory.Server();
        context.setKeyStore(tls.keys());
        context.setKeyStorePassword(tls.password());
        tls.anchors().ifPresent(context::setTrustStore);
        context.setWantClientAuth(tls.clients() == Tls.Clients.WANT);
        context.setNeedClientAuth(tls.clients() == Tls.Clients.NEED);
        context.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        context.setSniRequired(false);
        return context;
    }
}
