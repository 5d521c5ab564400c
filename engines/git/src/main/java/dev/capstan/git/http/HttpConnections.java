package dev.capstan.git.http;

import dev.capstan.git.AddressPolicy;
import dev.capstan.git.Credentials;
import dev.capstan.git.GitFailure;
import dev.capstan.git.GitSettings;
import dev.capstan.git.Remote;
import dev.capstan.git.transport.Addresses;
import dev.capstan.git.transport.Deadline;
import dev.capstan.git.transport.GitFailureException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.URL;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP connections of one attempt. JGit follows redirects by asking for a connection to the new place; every such request is
 * checked here, and credentials are added only when scheme, host and port are those of the configured URL.
 */
public final class HttpConnections implements HttpConnectionFactory, Closeable {
    private final Remote remote;
    private final GitSettings settings;
    private final Deadline deadline;
    private final HttpClient client;
    private final Queue<InputStream> openBodies = new ConcurrentLinkedQueue<>();

    /**
     * @throws GitFailureException when the certificates or keys of the remote cannot be read
     */
    public HttpConnections(Remote remote, GitSettings settings, Deadline deadline, HttpClients clients)
            throws GitFailureException {
        this.remote = remote;
        this.settings = settings;
        this.deadline = deadline;
        this.client = clients.clientFor(remote);
    }

    @Override
    public HttpConnection create(URL url) throws IOException {
        var isOurs = remote.url().isSameOrigin(url.getProtocol(), url.getHost(), portOf(url));
        if (!isOurs
                && url.getProtocol().equals("http")
                && remote.url().scheme().text().equals("https")) {
            throw new GitFailureException(new GitFailure.RedirectRefused(
                    remote.url(), "it leads from https to http on '" + url.getHost() + "'"));
        }
        if (!isSmartRequest(url)) {
            throw new GitFailureException(
                    new GitFailure.ProtocolBroken(remote.url(), "it offers only the old 'dumb' protocol"));
        }
        if (remote.proxy().isEmpty()) {
            Addresses.check(addresses(), remote.url(), url.getHost());
        }
        return new JdkHttpConnection(this, url, isOurs ? authorization() : Optional.empty(), isOurs);
    }

    @Override
    public HttpConnection create(URL url, @Nullable Proxy proxy) throws IOException {
        return create(url);
    }

    private AddressPolicy addresses() {
        return settings.addresses();
    }

    private static int portOf(URL url) {
        return url.getPort() == -1 ? url.getDefaultPort() : url.getPort();
    }

    private static boolean isSmartRequest(URL url) {
        var path = url.getPath();
        return path.endsWith("/git-upload-pack") || path.endsWith("/info/refs") && url.getQuery() != null;
    }

    private Optional<String> authorization() {
        return switch (remote.credentials()) {
            case Credentials.Basic(var username, var password) -> Optional.of(basic(username, password));
            case Credentials.Bearer(var token) -> Optional.of("Bearer " + token);
            case Credentials.Anonymous _, Credentials.SshKey _ ->
                remote.url()
                        .user()
                        .map(user -> basic(user, remote.url().password().orElse("")));
        };
    }

    private static String basic(String username, String password) {
        var pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    boolean hasCredentials() {
        return authorization().isPresent();
    }

    Remote remote() {
        return remote;
    }

    GitSettings settings() {
        return settings;
    }

    Deadline deadline() {
        return deadline;
    }

    HttpClient client() {
        return client;
    }

    void opened(InputStream body) {
        openBodies.add(body);
    }

    /** Ends every answer that is still being read; a connection that was read to its end is kept for the next attempt. */
    @Override
    public void close() throws IOException {
        IOException first = null;
        for (var body : openBodies) {
            try {
                body.close();
            } catch (IOException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
