package dev.capstan.testkit.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Puts small images into an open registry, as {@code docker push} does. */
public final class PushedImage {
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

    private PushedImage() {}

    /**
     * Pushes an image under tags.
     *
     * @param content what makes it another image
     * @return the digest of its manifest
     */
    public static String push(RegistryServer registry, String repository, String content, String... tags) {
        return push(registry.address(), repository, content, tags);
    }

    /**
     * The same for any open registry.
     *
     * @param registry its host and port
     */
    public static String push(String registry, String repository, String content, String... tags) {
        try (var http = HttpClient.newHttpClient()) {
            String base = "http://" + registry + "/v2/" + repository;
            byte[] config = ("{\"comment\":\"" + content + "\"}").getBytes(UTF_8);
            upload(http, base, config);
            byte[] manifest = ("{\"schemaVersion\":2,\"mediaType\":\"" + MANIFEST
                            + "\",\"config\":{\"mediaType\":\"application/vnd.oci.image.config.v1+json\",\"digest\":\""
                            + digest(config) + "\",\"size\":" + config.length + "},\"layers\":[]}")
                    .getBytes(UTF_8);
            for (String tag : tags) {
                var put = HttpRequest.newBuilder(URI.create(base + "/manifests/" + tag))
                        .header("Content-Type", MANIFEST)
                        .PUT(BodyPublishers.ofByteArray(manifest));
                requireCreated(send(http, put));
            }
            return digest(manifest);
        }
    }

    private static void upload(HttpClient http, String base, byte[] blob) {
        var begun = send(
                http,
                HttpRequest.newBuilder(URI.create(base + "/blobs/uploads/")).POST(BodyPublishers.noBody()));
        URI place =
                URI.create(base).resolve(begun.headers().firstValue("Location").orElseThrow());
        String joined = place + (place.getRawQuery() == null ? "?" : "&") + "digest=" + digest(blob);
        requireCreated(send(
                http,
                HttpRequest.newBuilder(URI.create(joined))
                        .header("Content-Type", "application/octet-stream")
                        .PUT(BodyPublishers.ofByteArray(blob))));
    }

    private static HttpResponse<String> send(HttpClient http, HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException("the registry does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while pushing", e);
        }
    }

    private static void requireCreated(HttpResponse<String> answer) {
        if (answer.statusCode() != 201) {
            throw new IllegalStateException("the registry answered " + answer.statusCode() + ": " + answer.body());
        }
    }

    private static String digest(byte[] bytes) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
