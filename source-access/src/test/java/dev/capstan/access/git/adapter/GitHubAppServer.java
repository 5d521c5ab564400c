package dev.capstan.access.git.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/**
 * The part of GitHub's API by which an App gets tokens. It lets in whoever proves to be App 123 with the right key, knows the
 * installation 456 of the user {@code jane}, and issues {@code ghs_1}, {@code ghs_2} and so on.
 */
public final class GitHubAppServer implements AutoCloseable {
    private final HttpServer server;
    private final KeyPair key;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Semaphore answers = new Semaphore(Integer.MAX_VALUE);
    private volatile Instant expiry = Instant.now().plusSeconds(3600);
    private volatile Refusal refusal = new Refusal(201, "", Map.of());
    private int issued; // guarded by this

    private GitHubAppServer(HttpServer server, KeyPair key) {
        this.server = server;
        this.key = key;
    }

    /** Serves on a free loopback port. */
    public static GitHubAppServer start() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var app = new GitHubAppServer(server, generator.generateKeyPair());
            server.createContext("/", app::handle);
            server.start();
            return app;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has RSA", e);
        }
    }

    /** What belongs into {@code githubAppBaseURL}. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/api/v3";
    }

    /** The private key of the App in PEM (PKCS #8). */
    public String privateKey() {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(key.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    /** Tokens that are issued from now on expire then. */
    void expiresAt(Instant when) {
        expiry = when;
    }

    private record Refusal(int status, String message, Map<String, String> headers) {}

    /** Tokens are refused with this status from now on; with 201 they are issued. */
    void answers(int status) {
        answers(status, "This installation has\\nbeen suspended", Map.of());
    }

    /**
     * Tokens are refused from now on.
     *
     * @param message as it stands in JSON
     * @param headers of the answer
     */
    void answers(int status, String message, Map<String, String> headers) {
        refusal = new Refusal(status, message, headers);
    }

    /** Method and path of every request. */
    public List<String> requests() {
        return requests;
    }

    /** Answers are held back from now on. */
    void hold() {
        answers.drainPermits();
    }

    /** Lets so many answers go that are held back. */
    void release(int count) {
        answers.release(count);
    }

    private void handle(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        requests.add(exchange.getRequestMethod() + " " + path);
        answers.acquireUninterruptibly();
        try (exchange) {
            if (!isOurs(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")))) {
                answer(exchange, 401, "{\"message\":\"A JSON web token could not be decoded\"}");
            } else if (path.equals("/api/v3/users/jane/installation")) {
                answer(exchange, 200, "{\"id\":456}");
            } else if (!path.equals("/api/v3/app/installations/456/access_tokens")) {
                answer(exchange, 404, "{\"message\":\"Not Found\"}");
            } else if (refusal.status() != 201) {
                refusal.headers().forEach(exchange.getResponseHeaders()::set);
                answer(exchange, refusal.status(), "{\"message\":\"" + refusal.message() + "\"}");
            } else {
                answer(exchange, 201, "{\"token\":\"" + next() + "\",\"expires_at\":\"" + expiry + "\"}");
            }
        }
    }

    private synchronized String next() {
        issued++;
        return "ghs_" + issued;
    }

    private boolean isOurs(String authorization) {
        try {
            var parts = authorization.replace("Bearer ", "").split("\\.");
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(key.getPublic());
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            var now = Instant.now().getEpochSecond();
            var claims = json(parts[1]);
            return parts.length == 3
                    && signature.verify(Base64.getUrlDecoder().decode(parts[2]))
                    && json(parts[0]).path("alg").asText().equals("RS256")
                    && claims.path("iss").asText().equals("123")
                    && claims.path("iat").asLong() <= now
                    && claims.path("exp").asLong() > now
                    && claims.path("exp").asLong() <= now + 600;
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            return false;
        }
    }

    private static JsonNode json(String part) throws IOException {
        return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(part));
    }

    private static void answer(HttpExchange exchange, int code, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        answers.drainPermits();
        answers.release(Integer.MAX_VALUE);
        server.stop(0);
    }
}
