package dev.capstan.testkit.http;

import dev.capstan.testkit.tls.TestCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ServerSocketFactory;

/**
 * An HTTP forward proxy on loopback: passes plain requests on and tunnels others ({@code CONNECT}), for one user when asked to.
 * What went through it is recorded as {@code METHOD authority-or-URL}.
 */
public final class ForwardProxy implements AutoCloseable {

    /** Belong to one hop, or are set by the client that makes the next one. */
    private static final Set<String> OWN_HEADERS = Set.of(
            "host",
            "connection",
            "content-length",
            "proxy-authorization",
            "proxy-connection",
            "http2-settings",
            "upgrade");

    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient next = HttpClient.newHttpClient();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final List<String> passed = new CopyOnWriteArrayList<>();
    private final Optional<String> wantedAuthorization;
    private final Optional<TestCertificate> certificate;

    private ForwardProxy(Optional<String> wantedAuthorization, Optional<TestCertificate> certificate) {
        this.wantedAuthorization = wantedAuthorization;
        this.certificate = certificate;
        try {
            ServerSocketFactory sockets = certificate
                    .<ServerSocketFactory>map(own ->
                            own.forServer(Optional.empty()).getSSLContext().getServerSocketFactory())
                    .orElse(ServerSocketFactory.getDefault());
            socket = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    /** Lets everybody through. */
    public static ForwardProxy start() {
        return new ForwardProxy(Optional.empty(), Optional.empty());
    }

    /** Lets one user through, reached over TLS with a certificate of its own making, see {@link #authority()}. */
    public static ForwardProxy startOverTls(String user, String password) {
        return new ForwardProxy(Optional.of(basic(user, password)), Optional.of(TestCertificate.create()));
    }

    /** Lets one user through; others are answered with 407. */
    public static ForwardProxy startFor(String user, String password) {
        return new ForwardProxy(Optional.of(basic(user, password)), Optional.empty());
    }

    private static String basic(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    /** The certificate authority in PEM that a client must trust; empty where TLS is not used. */
    public Optional<String> authority() {
        return certificate.map(TestCertificate::pem);
    }

    /** As clients name it, for example {@code http://127.0.0.1:3128}. */
    public String address() {
        return (certificate.isPresent() ? "https" : "http") + "://127.0.0.1:" + socket.getLocalPort();
    }

    /** What was let through so far, oldest first. */
    public List<String> passed() {
        return List.copyOf(passed);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                open.add(client);
                threads.execute(() -> serve(client));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = client.getInputStream();
            OutputStream out = client.getOutputStream();
            for (String request = line(in); !request.isEmpty(); request = line(in)) {
                String[] parts = request.split(" ");
                if (parts.length != 3 || !parts[2].startsWith("HTTP/")) {
                    return; // the client speaks something else
                }
                Map<String, String> headers = headers(in);
                byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
                if (wantedAuthorization
                        .filter(wanted -> !wanted.equals(headers.get("proxy-authorization")))
                        .isPresent()) {
                    write(
                            out,
                            "HTTP/1.1 407 Proxy Authentication Required\r\n"
                                    + "Proxy-Authenticate: Basic realm=\"testkit\"\r\nContent-Length: 0\r\n\r\n");
                } else if (parts[0].equals("CONNECT")) {
                    passed.add(parts[0] + " " + parts[1]);
                    tunnel(client, parts[1]);
                    return;
                } else {
                    passed.add(parts[0] + " " + parts[1]);
                    passOn(parts[0], URI.create(parts[1]), headers, body, out);
                }
            }
        } catch (IOException e) {
            // One side has gone; the other notices by its closed connection.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tunnel(Socket client, String authority) throws IOException {
        int colon = authority.lastIndexOf(':');
        try (Socket target =
                new Socket(authority.substring(0, colon), Integer.parseInt(authority.substring(colon + 1)))) {
            open.add(target);
            write(client.getOutputStream(), "HTTP/1.1 200 Connection established\r\n\r\n");
            threads.execute(() -> copy(target, client));
            copy(client, target);
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // One side has gone.
        }
    }

    private void passOn(String method, URI target, Map<String, String> headers, byte[] body, OutputStream out)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(target).method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach((name, value) -> {
            if (!OWN_HEADERS.contains(name)) {
                request.setHeader(name, value);
            }
        });
        HttpResponse<byte[]> answer = next.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        StringBuilder head = new StringBuilder("HTTP/1.1 " + answer.statusCode() + " Answer\r\n");
        answer.headers().map().forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!lower.equals("content-length") && !lower.equals("transfer-encoding") && !lower.equals("connection")) {
                values.forEach(value -> head.append(name + ": " + value + "\r\n"));
            }
        });
        write(out, head + "Content-Length: " + answer.body().length + "\r\n\r\n");
        out.write(answer.body());
        out.flush();
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static Map<String, String> headers(InputStream in) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String[] parts = line.split(":", 2);
            headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1].strip());
        }
        return headers;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n' && next != -1; next = in.read()) {
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Socket each : open) {
                each.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            threads.shutdownNow();
            next.shutdownNow();
        }
    }
}
