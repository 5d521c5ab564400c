package dev.capstan.testkit.git;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import dev.capstan.testkit.http.RecordedRequest;
import dev.capstan.testkit.tls.TestCertificate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/**
 * Serves every repository under a folder over smart HTTP with git's own {@code http-backend}, and misbehaves on request:
 * wants credentials, redirects, answers late, fails. All requests are recorded.
 */
public final class GitBackendServer implements AutoCloseable {

    private final HttpBackend backend;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Optional<TestCertificate> certificate;
    private final Optional<TestCertificate> client;
    private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
    private final Map<String, String> redirects = new ConcurrentHashMap<>();
    private volatile Optional<String> wantedAuthorization = Optional.empty();
    private volatile Duration delay = Duration.ZERO;
    private Fault fault = Fault.NONE; // guarded by this
    private final AtomicLong bytesSent = new AtomicLong();

    private record Fault(int status, int times) {
        static final Fault NONE = new Fault(0, 0);
    }

    private GitBackendServer(
            Path root, HttpServer server, Optional<TestCertificate> certificate, Optional<TestCertificate> client) {
        this.backend = new HttpBackend(root);
        this.server = server;
        this.certificate = certificate;
        this.client = client;
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Serves the folder on a free loopback port. */
    public static GitBackendServer serve(Path root) {
        try {
            return new GitBackendServer(root, HttpServer.create(loopback(), 0), Optional.empty(), Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Serves the folder on a free port of an address of this machine, for clients that are elsewhere. */
    public static GitBackendServer serveAt(String address, Path root) {
        try {
            return new GitBackendServer(
                    root, HttpServer.create(new InetSocketAddress(address, 0), 0), Optional.empty(), Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Serves the folder over TLS with a certificate of its own making, see {@link #authority()}. */
    public static GitBackendServer serveOverTls(Path root) {
        return serveOverTls(root, Optional.empty());
    }

    /** The same, for holders of one certificate only, see {@link #clientCertificate()} and {@link #clientKey()}. */
    public static GitBackendServer serveOverMutualTls(Path root) {
        return serveOverTls(root, Optional.of(TestCertificate.create()));
    }

    private static GitBackendServer serveOverTls(Path root, Optional<TestCertificate> client) {
        try {
            TestCertificate certificate = TestCertificate.create();
            HttpsServer server = HttpsServer.create(loopback(), 0);
            server.setHttpsConfigurator(certificate.forServer(client));
            return new GitBackendServer(root, server, Optional.of(certificate), client);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** The address of a repository, for example {@code url("team/config")}; {@code .git} is added. */
    public String url(String repository) {
        return address() + "/" + repository + ".git";
    }

    /** The server's address without a path. */
    public String address() {
        return (certificate.isPresent() ? "https" : "http") + "://"
                + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort();
    }

    /** The certificate authority in PEM that a client must trust; empty where TLS is not used. */
    public Optional<String> authority() {
        return certificate.map(TestCertificate::pem);
    }

    /** The certificate in PEM of the only client that is let in; empty where any client is. */
    public Optional<String> clientCertificate() {
        return client.map(TestCertificate::pem);
    }

    /** The private key in PEM of the only client that is let in; empty where any client is. */
    public Optional<String> clientKey() {
        return client.map(TestCertificate::keyPem);
    }

    /** From now on only requests with this user and password are served; others get 401. */
    public GitBackendServer requireBasic(String user, String password) {
        String token = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        wantedAuthorization = Optional.of("Basic " + token);
        return this;
    }

    /** From now on only requests with this bearer token are served; others get 401. */
    public GitBackendServer requireBearer(String token) {
        wantedAuthorization = Optional.of("Bearer " + token);
        return this;
    }

    /** Every request is served again, with or without credentials. */
    public GitBackendServer requireNothing() {
        wantedAuthorization = Optional.empty();
        return this;
    }

    /**
     * Requests for the repository are sent on to another address with 302, also to another server.
     *
     * @param repository as for {@link #url}
     * @param target the other repository's full address
     */
    public GitBackendServer redirect(String repository, String target) {
        redirects.put("/" + repository + ".git", target);
        return this;
    }

    /** Every answer is held back for this long. */
    public GitBackendServer delay(Duration length) {
        delay = length;
        return this;
    }

    /** The next requests fail with this status. */
    public synchronized GitBackendServer failNext(int times, int status) {
        fault = new Fault(status, times);
        return this;
    }

    /** Every request fails with this status until {@link #heal}. */
    public GitBackendServer fail(int status) {
        return failNext(Integer.MAX_VALUE, status);
    }

    /** Ends faults and delays. */
    public synchronized GitBackendServer heal() {
        fault = Fault.NONE;
        delay = Duration.ZERO;
        return this;
    }

    /** All requests so far, oldest first, failed ones included; bodies unpacked. */
    public List<RecordedRequest> requests() {
        return List.copyOf(requests);
    }

    /** How many requests so far match. */
    public long count(Predicate<RecordedRequest> predicate) {
        return requests.stream().filter(predicate).count();
    }

    /** How many requests so far asked for objects; listings of references do not count. */
    public long fetches() {
        return count(request -> request.path().endsWith("/git-upload-pack")
                && request.method().equals("POST")
                && !request.text().contains("command=ls-refs"));
    }

    /** Bytes of answers' bodies so far. */
    public long bytesSent() {
        return bytesSent.get();
    }

    /** Forgets the recorded requests and bytes. */
    public void resetRecords() {
        requests.clear();
        bytesSent.set(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            requests.add(RecordedRequest.of(exchange, plain(exchange, body)));
            pause();
            Optional<Integer> failure = nextFailure();
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            Optional<String> redirect = redirectOf(exchange);
            if (failure.isPresent()) {
                exchange.sendResponseHeaders(failure.get(), -1);
            } else if (wantedAuthorization
                    .filter(wanted -> !wanted.equals(authorization))
                    .isPresent()) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"testkit\"");
                exchange.sendResponseHeaders(401, -1);
            } else if (redirect.isPresent()) {
                exchange.getResponseHeaders().set("Location", redirect.get());
                exchange.sendResponseHeaders(302, -1);
            } else {
                bytesSent.addAndGet(backend.serve(exchange, body));
            }
        }
    }

    private static byte[] plain(HttpExchange exchange, byte[] body) throws IOException {
        if (!"gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
            return body;
        }
        try (InputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return unpacked.readAllBytes();
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(delay.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Optional<Integer> nextFailure() {
        if (fault.times() == 0) {
            return Optional.empty();
        }
        fault = new Fault(fault.status(), fault.times() - 1);
        return Optional.of(fault.status());
    }

    private Optional<String> redirectOf(HttpExchange exchange) {
        String asked = exchange.getRequestURI().toString();
        return redirects.entrySet().stream()
                .filter(entry -> asked.startsWith(entry.getKey() + "/"))
                .map(entry -> entry.getValue() + asked.substring(entry.getKey().length()))
                .findFirst();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
