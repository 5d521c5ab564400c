package dev.capstan.git.http;

import dev.capstan.git.GitFailure;
import dev.capstan.git.transport.GitFailureException;
import dev.capstan.git.transport.HashWatchInputStream;
import dev.capstan.git.transport.LimitedInputStream;
import dev.capstan.git.transport.PushAnswer;
import dev.capstan.git.transport.ServerTalkInputStream;
import dev.capstan.http.HttpFailure;
import dev.capstan.http.HttpFailureException;
import dev.capstan.http.HttpProxy;
import dev.capstan.http.OutboundRequest;
import dev.capstan.http.OutboundResponse;
import dev.capstan.http.TlsMaterial;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer. The body of the request is held in memory (hashes, or the few objects of a commit that is pushed),
 * that of the answer is read as it comes, at most as many bytes as allowed. Reading ends at once when the thread is interrupted.
 */
final class GitHttpConnection implements HttpConnection {
    /** Set by the HTTP client itself. */
    private static final List<String> CLIENT_HEADERS =
            List.of("connection", "content-length", "host", "expect", "upgrade");

    private static final String CONTENT_ENCODING = "Content-Encoding";

    /** The limits that count name themselves; the client's own lies just behind them. */
    private static final long BEHIND_THE_LIMIT = 1 << 16;

    private final HttpConnections connections;
    private final URL url;
    private final boolean isOurs;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private String method = "GET";
    private @Nullable OutboundResponse answer;
    private @Nullable InputStream content;

    GitHttpConnection(HttpConnections connections, URL url, Optional<String> authorization, boolean isOurs) {
        this.connections = connections;
        this.url = url;
        this.isOurs = isOurs;
        authorization.ifPresent(value -> headers.put("Authorization", value));
    }

    private OutboundResponse answer() throws IOException {
        var known = answer;
        if (known != null) {
            return known;
        }
        var received = send();
        connections.opened(received);
        answer = received;
        refuseProxyLogin(received.status());
        refuseUnauthorized(received.status());
        refuseBrokenServer(received.status());
        refusePages(received);
        return received;
    }

    private OutboundResponse send() throws IOException {
        var remote = connections.remote();
        var sent = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> {
            if (!CLIENT_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                sent.put(name, value);
            }
        });
        var limits = connections.settings().limits();
        var call = new OutboundRequest(
                method,
                requestUri(),
                sent,
                method.equals("POST") ? Optional.of(body.toByteArray()) : Optional.empty(),
                isOurs ? remote.tls() : new TlsMaterial(remote.tls().authorities(), Optional.empty()),
                remote.proxy(),
                0,
                Math.max(limits.advertisedBytes(), limits.fetchedBytes()) + BEHIND_THE_LIMIT);
        connections.finishEarlierAnswers();
        try {
            return connections.http().send(call, connections.deadline());
        } catch (HttpFailureException e) {
            throw new GitFailureException(HttpFailures.of(remote.url(), e.failure()), e);
        }
    }

    private URI requestUri() throws IOException {
        try {
            return url.toURI();
        } catch (URISyntaxException e) {
            throw new GitFailureException(
                    new GitFailure.UrlInvalid(
                            connections.remote().url().toString(), "it is not well-formed: " + e.getReason()),
                    e);
        }
    }

    private void refuseProxyLogin(int status) throws GitFailureException {
        if (status == HttpURLConnection.HTTP_PROXY_AUTH) {
            var hadLogin = connections.remote().proxy().flatMap(HttpProxy::user).isPresent();
            throw new GitFailureException(
                    HttpFailures.of(connections.remote().url(), new HttpFailure.ProxyLoginRefused(hadLogin)));
        }
    }

    private void refuseUnauthorized(int status) throws GitFailureException {
        if (status != HTTP_UNAUTHORIZED && status != HTTP_FORBIDDEN) {
            return;
        }
        var remoteUrl = connections.remote().url();
        if (!isOurs) {
            throw new GitFailureException(new GitFailure.RedirectRefused(
                    remoteUrl,
                    "'" + url.getAuthority() + "' wants credentials, and ours are for '" + remoteUrl.host() + ":"
                            + remoteUrl.effectivePort() + "' only"));
        }
        var why = connections.hasCredentials()
                ? "the server refused the credentials (HTTP " + status + ")"
                : "authentication required (HTTP " + status + "); name a Secret with credentials in spec.secretRef";
        throw new GitFailureException(new GitFailure.CredentialsRejected(remoteUrl, why));
    }

    private void refuseBrokenServer(int status) throws GitFailureException {
        if (status >= 500 || status == 429) {
            throw new GitFailureException(new GitFailure.RemoteUnreachable(
                    connections.remote().url(), "the server is overloaded or down (HTTP " + status + ")"));
        }
    }

    /** JGit follows redirects to repositories by itself; one to anything else is nearly always a page to log in. */
    private void refusePages(OutboundResponse received) throws GitFailureException {
        var location = received.status() >= 300 && received.status() < 400
                ? received.header("Location")
                : Optional.<String>empty();
        if (location.isPresent() && !leadsToARepository(location.get())) {
            throw new GitFailureException(new GitFailure.RedirectRefused(
                    connections.remote().url(),
                    "it leads to a page instead of a repository, probably to log in;"
                            + " check the URL and the Secret of spec.secretRef"));
        }
    }

    private boolean leadsToARepository(String location) {
        try {
            return HttpConnections.isSmartRequest(url.toURI().resolve(location).toURL());
        } catch (URISyntaxException | MalformedURLException | IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public InputStream getInputStream() throws IOException {
        var known = content;
        if (known == null) {
            var limits = connections.settings().limits();
            var isListing = url.getPath().endsWith("/info/refs") || (method.equals("POST") && isListRefsCommand());
            var isPush = method.equals("POST") && url.getPath().endsWith("/git-receive-pack");
            var limit = isListing ? limits.advertisedBytes() : isPush ? PushAnswer.MOST_BYTES : limits.fetchedBytes();
            var what = isListing ? "bytes of references" : isPush ? "bytes in an answer" : "bytes in one fetch";
            known = new LimitedInputStream(
                    isListing
                            ? new HashWatchInputStream(
                                    unpacked(answer()), connections.remote().url())
                            : unpacked(answer()),
                    limit,
                    () -> new GitFailureException(
                            new GitFailure.LimitExceeded(connections.remote().url(), what, limit)));
            if (!isListing && !isPush) {
                known = new ServerTalkInputStream(
                        known,
                        () -> new GitFailureException(new GitFailure.LimitExceeded(
                                connections.remote().url(), "bytes of progress", ServerTalkInputStream.MOST_BYTES)));
            }
            content = known;
        }
        return known;
    }

    /** Unpacked before it is counted: few bytes can be made of very many. */
    private static InputStream unpacked(OutboundResponse received) throws IOException {
        var encoding = received.header(CONTENT_ENCODING).orElse("");
        return encoding.equals("gzip") || encoding.equals("x-gzip")
                ? new GZIPInputStream(received.body())
                : received.body();
    }

    /** Protocol version 2 lists references by a POST; the listing ends up in memory, a pack does not. */
    private boolean isListRefsCommand() throws IOException {
        return beginOfRequest().contains("command=ls-refs");
    }

    private String beginOfRequest() throws IOException {
        var bytes = new ByteArrayInputStream(body.toByteArray());
        try (var in = "gzip".equals(headers.get(CONTENT_ENCODING)) ? new GZIPInputStream(bytes) : bytes) {
            return new String(in.readNBytes(64), StandardCharsets.ISO_8859_1);
        }
    }

    @Override
    public int getResponseCode() throws IOException {
        return answer().status();
    }

    @Override
    public String getResponseMessage() throws IOException {
        return "HTTP " + answer().status();
    }

    @Override
    public URL getURL() {
        return url;
    }

    @Override
    public Map<String, List<String>> getHeaderFields() {
        var received = answer;
        return received == null ? Map.of() : received.headers();
    }

    @Override
    public void setRequestProperty(String key, String value) {
        if (!key.equalsIgnoreCase("Authorization")) {
            headers.put(key, value);
        }
    }

    @Override
    public void setRequestMethod(String requested) {
        method = requested;
    }

    @Override
    public String getRequestMethod() {
        return method;
    }

    @Override
    public @Nullable String getContentType() {
        return getHeaderField("Content-Type");
    }

    @Override
    public @Nullable String getHeaderField(String name) {
        var received = answer;
        return received == null || name.equalsIgnoreCase(CONTENT_ENCODING)
                ? null // what is read is unpacked
                : received.header(name).orElse(null);
    }

    @Override
    public List<String> getHeaderFields(String name) {
        var received = answer;
        return received == null ? List.of() : received.headers().getOrDefault(name, List.of());
    }

    @Override
    public int getContentLength() {
        var length = getHeaderField("Content-Length");
        return length == null || !length.matches("[0-9]{1,9}") ? -1 : Integer.parseInt(length);
    }

    @Override
    public OutputStream getOutputStream() {
        return body;
    }

    @Override
    public void connect() throws IOException {
        var unused = answer();
    }

    @Override
    public boolean usingProxy() {
        return connections.remote().proxy().isPresent();
    }

    @Override
    public void setUseCaches(boolean useCaches) {
        // there is no cache
    }

    @Override
    public void setConnectTimeout(int timeout) {
        // the deadline of the attempt decides
    }

    @Override
    public void setReadTimeout(int timeout) {
        // the deadline of the attempt decides
    }

    @Override
    public void setInstanceFollowRedirects(boolean follow) {
        // never followed here; JGit asks for a new connection
    }

    @Override
    public void setDoOutput(boolean doOutput) {
        // decided by the method
    }

    @Override
    public void setFixedLengthStreamingMode(int contentLength) {
        // the body is in memory, its length is known
    }

    @Override
    public void setChunkedStreamingMode(int chunkLength) {
        // the body is in memory, its length is known
    }

    @Override
    public void configure(
            KeyManager @Nullable [] keys, TrustManager @Nullable [] trust, @Nullable SecureRandom random) {
        throw new UnsupportedOperationException("TLS is set up by the remote only");
    }

    @Override
    public void setHostnameVerifier(HostnameVerifier verifier) {
        throw new UnsupportedOperationException("host names are always verified");
    }
}
