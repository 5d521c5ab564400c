package dev.capstan.git.http;

import dev.capstan.git.Credentials;
import dev.capstan.git.HttpProxy;
import dev.capstan.git.Remote;
import dev.capstan.git.TlsMaterial;
import dev.capstan.git.transport.GitFailureException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * HTTP clients with their kept-alive connections: one for all remotes with default settings, one more per set of certificates and
 * proxy. Credentials are no part of a client; they travel in each request.
 */
public final class HttpClients implements AutoCloseable {
    static {
        // Java refuses passwords for proxies that tunnel TLS unless told otherwise, once, before its first client is
        // made.
        if (System.getProperty("jdk.http.auth.tunneling.disabledSchemes") == null) {
            System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
        }
    }

    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(30);

    private record Key(TlsMaterial tls, Optional<HttpProxy> proxy) {}

    private final Map<Key, HttpClient> clients = new ConcurrentHashMap<>();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * The client for a remote.
     *
     * @throws GitFailureException when its certificates or key cannot be read
     */
    HttpClient clientFor(Remote remote) throws GitFailureException {
        var key = new Key(remote.tls(), remote.proxy());
        var known = clients.get(key);
        if (known != null) {
            return known;
        }
        var made = build(key);
        var earlier = clients.putIfAbsent(key, made);
        if (earlier != null) {
            made.close();
            return earlier;
        }
        return made;
    }

    private HttpClient build(Key key) throws GitFailureException {
        var builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(LONGEST_CONNECT)
                .executor(executor);
        if (!key.tls().equals(TlsMaterial.NONE)) {
            builder.sslContext(TlsContexts.from(key.tls()));
        }
        key.proxy().ifPresent(proxy -> {
            builder.proxy(ProxySelector.of(new InetSocketAddress(proxy.host(), proxy.port())));
            proxy.user().ifPresent(user -> builder.authenticator(new ProxyUser(user)));
        });
        return builder.build();
    }

    @Override
    public void close() {
        clients.values().forEach(HttpClient::shutdownNow);
        clients.clear();
        executor.shutdownNow();
    }

    private static final class ProxyUser extends Authenticator {
        private final Credentials.Basic user;

        ProxyUser(Credentials.Basic user) {
            this.user = user;
        }

        @Override
        protected @Nullable PasswordAuthentication getPasswordAuthentication() {
            return getRequestorType() == RequestorType.PROXY
                    ? new PasswordAuthentication(
                            user.username(), user.password().toCharArray())
                    : null;
        }
    }
}
