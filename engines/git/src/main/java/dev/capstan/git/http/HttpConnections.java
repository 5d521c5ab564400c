package dev.capstan.git.http;

import dev.capstan.git.Credentials;
import dev.capstan.git.GitFailure;
import dev.capstan.git.GitSettings;
import dev.capstan.git.Remote;
import dev.capstan.git.transport.GitFailureException;
import dev.capstan.http.Deadline;
import dev.capstan.http.OutboundHttp;
import dev.capstan.http.OutboundResponse;
import java.io.Closeable;
import java.io.IOException;
import java.net.Proxy;
import java.net.URL;
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
    private final OutboundHttp http;
    private final Queue<OutboundResponse> answers = new ConcurrentLinkedQueue<>();

    /** Connections of one attempt over the given client. */
    public HttpConnections(Remote remote, GitSettings settings, Deadline deadline, OutboundHttp http) {
        this.remote = remote;
        this.settings = settings;
        this.deadline = deadline;
        this.http = http;
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
        return new GitHttpConnection(this, url, isOurs ? authorization() : Optional.empty(), isOurs);
    }

    @Override
    public HttpConnection create(URL url, @Nullable Proxy proxy) throws IOException {
        return create(url);
    }

    private static int portOf(URL url) {
        return url.getPort() == -1 ? url.getDefaultPort() : url.getPort();
    }

    static boolean isSmartRequest(URL url) {
        var path = url.getPath();
        return path.endsWith("/git-upload-pack")
                || path.endsWith("/git-receive-pack")
                || path.endsWith("/info/refs") && url.getQuery() != null;
    }

    private Optional<String> authorization() {
        return switch (remote.credentials()) {
            case Credentials.Basic(var username, var password) -> Optional.of(basic(username, password));
            case Credentials.Issued(var username, var token, var _) -> Optional.of(basic(username, token));
            case Credentials.IssuedBearer(var token, var _) -> Optional.of("Bearer " + token);
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

    OutboundHttp http() {
        return http;
    }

    void opened(OutboundResponse answer) {
        answers.add(answer);
    }

    /** Gives the connections of earlier answers free for the next request: JGit reads no further than its own last line. */
    void finishEarlierAnswers() {
        answers.forEach(OutboundResponse::finish);
    }

    /** Ends every answer at once, whoever reads it. */
    public void abort() {
        answers.forEach(OutboundResponse::abort);
    }

    /** Ends every answer; a connection that was read to its end, or nearly, is kept for the next attempt. */
    @Override
    public void close() {
        answers.forEach(OutboundResponse::close);
    }
}
