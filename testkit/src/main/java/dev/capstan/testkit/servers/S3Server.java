package dev.capstan.testkit.servers;

import dev.capstan.testkit.tls.TestCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An S3 server on loopback with one bucket, empty at first. It checks the signatures of those who read; everybody may write, so
 * that tests need no client of their own.
 */
public final class S3Server implements AutoCloseable {

    /** The name of the bucket. */
    public static final String BUCKET = "config";

    /** The access key of servers that want one. */
    public static final String ACCESS_KEY = "AKIDTEST";

    /** The secret key of servers that want one. */
    public static final String SECRET_KEY = "open/sesame+1";

    private final Path folder;
    private final GoServer server;
    private final String scheme;
    private final HttpClient client;

    private S3Server(Path folder, GoServer server, String scheme, HttpClient client) {
        this.folder = folder;
        this.server = server;
        this.scheme = scheme;
        this.client = client;
    }

    /** Lets those read who sign with the two keys. */
    public static S3Server start() {
        return start(List.of("--login", ACCESS_KEY + ":" + SECRET_KEY), Optional.empty());
    }

    /** Lets everybody read. */
    public static S3Server startForEverybody() {
        return start(List.of(), Optional.empty());
    }

    /** As {@link #start}, with TLS and this certificate. */
    public static S3Server startWithTls(TestCertificate certificate) {
        return start(List.of("--login", ACCESS_KEY + ":" + SECRET_KEY), Optional.of(certificate));
    }

    private static S3Server start(List<String> options, Optional<TestCertificate> certificate) {
        try {
            var command = new ArrayList<>(List.of("s3", "--bucket", BUCKET));
            command.addAll(options);
            Path folder = Files.createTempDirectory("s3-");
            if (certificate.isPresent()) {
                command.addAll(List.of(
                        "--tls-certificate",
                        Files.writeString(
                                        folder.resolve("tls.crt"),
                                        certificate.get().pem())
                                .toString(),
                        "--tls-key",
                        Files.writeString(
                                        folder.resolve("tls.key"),
                                        certificate.get().keyPem())
                                .toString()));
            }
            GoServer server = GoServer.start(folder.resolve("s3.log"), command);
            return new S3Server(folder, server, certificate.isPresent() ? "https" : "http", client(certificate));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpClient client(Optional<TestCertificate> certificate) {
        return certificate
                .map(it -> HttpClient.newBuilder().sslContext(it.forClients()).build())
                .orElseGet(HttpClient::newHttpClient);
    }

    /** Host and port. */
    public String address() {
        return server.address();
    }

    /** Writes objects. */
    public void put(Map<String, String> contents) {
        contents.forEach(this::put);
    }

    /** Writes an object. */
    public void put(String key, String content) {
        put(key, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes an object. */
    public void put(String key, byte[] content) {
        send(HttpRequest.newBuilder(at(key)).PUT(HttpRequest.BodyPublishers.ofByteArray(content)));
    }

    /** Removes an object. */
    public void delete(String key) {
        send(HttpRequest.newBuilder(at(key)).DELETE());
    }

    private URI at(String key) {
        String encoded = URLEncoder.encode(key, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/");
        return URI.create(scheme + "://" + address() + "/" + BUCKET + "/"
                + encoded.replace("../", "..%2F").replace("//", "/%2F"));
    }

    private void send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException("The S3 server answered " + answer.statusCode() + ": " + answer.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while an object was written", e);
        }
    }

    @Override
    public void close() {
        client.close();
        server.close();
        try {
            for (String file : List.of("tls.crt", "tls.key", "s3.log")) {
                Files.deleteIfExists(folder.resolve(file));
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
