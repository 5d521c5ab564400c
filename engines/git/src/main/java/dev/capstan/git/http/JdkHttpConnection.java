package dev.capstan.git.http;

import dev.capstan.git.GitFailure;
import dev.capstan.git.HttpProxy;
import dev.capstan.git.transport.GitFailureException;
import dev.capstan.git.transport.LimitedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
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
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer. The body of the request is held in memory (a fetch sends hashes only), that of the answer is read as
 * it comes, at most as many bytes as allowed. Reading ends at once when the thread is interrupted.
 */
final class JdkHttpConnection implements HttpConnection {
    /** Set by the HTTP client itself; it refuses them from us. */
    private static final List<String> CLIENT_HEADERS =
            List.of("connection", "content-length", "host", "expect", "upgrade");

    private final HttpConnections session;
    private final URL url;
    private final boolean isOurs;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private String method = "GET";
    private @Nullable HttpResponse<InputStream> response;
    private @Nullable InputStream answer;

    JdkHttpConnection(HttpConnections session, URL url, Optional<String> authorization, boolean isOurs) {
        this.session = session;
        this.url = url;
        this.isOurs = isOurs;
        authorization.ifPresent(value -> headers.put("Authorization", value));
    }

    private HttpResponse<InputStream> response() throws IOException {
        var known = response;
        if (known != null) {
            return known;
        }
        var received = send();
        if (received.statusCode() == HttpURLConnection.HTTP_PROXY_AUTH) {
            throw new GitFailureException(proxyRefused());
        }
        response = received;
        session.opened(received.body());
        refuseUnauthorized(received.statusCode());
        return received;
    }

    private HttpResponse<InputStream> send() throws IOException {
        var remoteUrl = session.remote().url();
        try {
            var publisher = method.equals("POST")
                    ? HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())
                    : HttpRequest.BodyPublishers.noBody();
            var request = HttpRequest.newBuilder(requestUri())
                    .method(method, publisher)
                    .timeout(session.deadline().remaining());
            headers.forEach((name, value) -> {
                if (!CLIENT_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                    request.setHeader(name, value);
                }
            });
            return session.client().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (HttpTimeoutException e) {
            throw new GitFailureException(
                    session.deadline().isOver()
                            ? new GitFailure.TimedOut(
                                    remoteUrl, session.deadline().allowed())
                            : new GitFailure.RemoteUnreachable(remoteUrl, "no connection within 30s"),
                    e);
        } catch (ConnectException e) {
            throw new GitFailureException(
                    new GitFailure.RemoteUnreachable(
                            remoteUrl, "connection refused by port " + remoteUrl.effectivePort()),
                    e);
        } catch (SSLException e) {
            throw new GitFailureException(new GitFailure.RemoteUnreachable(remoteUrl, "TLS: " + e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("the attempt was ended").initCause(e);
        } catch (GitFailureException e) {
            throw e;
        } catch (IOException e) {
            throw new GitFailureException(
                    isProxyLoginGivenUp(e)
                            ? proxyRefused()
                            : new GitFailure.RemoteUnreachable(remoteUrl, "the connection broke: " + e.getMessage()),
                    e);
        }
    }

    /** The HTTP client asks a proxy again and again with the same password, and then says so in words only. */
    private boolean isProxyLoginGivenUp(IOException e) {
        return usingProxy() && String.valueOf(e.getMessage()).contains("too many authentication attempts");
    }

    private GitFailure proxyRefused() {
        return new GitFailure.CredentialsRejected(
                session.remote().url(),
                session.remote().proxy().flatMap(HttpProxy::user).isPresent()
                        ? "the proxy refused its user and password (HTTP 407); correct the Secret of spec.proxySecretRef"
                        : "the proxy wants a user and password (HTTP 407); add them to the Secret of spec.proxySecretRef");
    }

    private URI requestUri() throws IOException {
        try {
            return url.toURI();
        } catch (URISyntaxException e) {
            throw new GitFailureException(
                    new GitFailure.UrlInvalid(
                            session.remote().url().toString(), "it is not well-formed: " + e.getReason()),
                    e);
        }
    }

    private void refuseUnauthorized(int status) throws GitFailureException {
        if (status != HTTP_UNAUTHORIZED && status != HTTP_FORBIDDEN) {
            return;
        }
        var remoteUrl = session.remote().url();
        if (!isOurs) {
            throw new GitFailureException(new GitFailure.RedirectRefused(
                    remoteUrl,
                    "'" + url.getHost() + "' wants credentials, and ours are for '" + remoteUrl.host() + "' only"));
        }
        var why = session.hasCredentials()
                ? "the server refused the credentials (HTTP " + status + ")"
                : "authentication required (HTTP " + status + "); name a Secret with credentials in spec.secretRef";
        throw new GitFailureException(new GitFailure.CredentialsRejected(remoteUrl, why));
    }

    @Override
    public InputStream getInputStream() throws IOException {
        var known = answer;
        if (known == null) {
            var limits = session.settings().limits();
            var isListing = url.getPath().endsWith("/info/refs") || method.equals("POST") && isListRefsCommand();
            var limit = isListing ? limits.advertisedBytes() : limits.fetchedBytes();
            var what = isListing ? "bytes of references" : "bytes in one fetch";
            known = new LimitedInputStream(
                    response().body(),
                    limit,
                    () -> new GitFailureException(
                            new GitFailure.LimitExceeded(session.remote().url(), what, limit)));
            answer = known;
        }
        return known;
    }

    /** Protocol version 2 lists references by a POST; the listing ends up in memory, a pack does not. */
    private boolean isListRefsCommand() throws IOException {
        return beginOfRequest().contains("command=ls-refs");
    }

    private String beginOfRequest() throws IOException {
        var bytes = new ByteArrayInputStream(body.toByteArray());
        try (var in = "gzip".equals(headers.get("Content-Encoding")) ? new GZIPInputStream(bytes) : bytes) {
            return new String(in.readNBytes(64), StandardCharsets.ISO_8859_1);
        }
    }

    @Override
    public int getResponseCode() throws IOException {
        return response().statusCode();
    }

    @Override
    public String getResponseMessage() throws IOException {
        return "HTTP " + response().statusCode();
    }

    @Override
    public URL getURL() {
        return url;
    }

    @Override
    public Map<String, List<String>> getHeaderFields() {
        var received = response;
        return received == null ? Map.of() : received.headers().map();
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
        var received = response;
        return received == null ? null : received.headers().firstValue(name).orElse(null);
    }

    @Override
    public List<String> getHeaderFields(String name) {
        var received = response;
        return received == null ? List.of() : received.headers().allValues(name);
    }

    @Override
    public int getContentLength() {
        var received = response;
        return received == null
                ? -1
                : (int) received.headers().firstValueAsLong("Content-Length").orElse(-1);
    }

    @Override
    public OutputStream getOutputStream() {
        return body;
    }

    @Override
    public void connect() throws IOException {
        var unused = response();
    }

    @Override
    public boolean usingProxy() {
        return session.remote().proxy().isPresent();
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
        throw new UnsupportedOperationException("TLS is set up in HttpClients only");
    }

    @Override
    public void setHostnameVerifier(HostnameVerifier verifier) {
        throw new UnsupportedOperationException("host names are always verified");
    }
}
