package dev.capstan.testkit.images;

import dev.capstan.testkit.images.ImageArchive.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The registry of a real node. The node asks it for images of all registries: what is pushed as {@code library/nats:2} is what
 * a Pod gets for {@code nats:2}, and {@code team/app:1} is what it gets for {@code ghcr.io/team/app:1}.
 *
 * @param address {@code host:port}, without TLS, for this machine and for Pods
 */
public record ImageRegistry(String address) {
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final int CREATED = 201;

    /**
     * Pushes the image of an archive as Jib and {@code docker save} write one, or in the layout of OCI.
     *
     * @param name path and tag, for example {@code capstan/source-controller:1}
     * @return the reference for Pods, with this registry's address
     */
    public String push(Path archive, String name) {
        try (ImageArchive image = ImageArchive.open(archive)) {
            return push(image.content(), name);
        }
    }

    /** Pushes an image that consists of one program. */
    public String push(ProgramImage image, String name) {
        Path folder = newFolder();
        try {
            return push(image.writeTo(folder), name);
        } finally {
            ImageArchive.delete(folder);
        }
    }

    /** The reference for Pods of an image that was pushed under the name. */
    public String reference(String name) {
        return address + "/" + name;
    }

    /** Whether there is an image of that name. */
    public boolean has(String name) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest head = HttpRequest.newBuilder(manifestOf(name))
                    .header("Accept", MANIFEST)
                    .HEAD()
                    .build();
            return send(http, head).statusCode() == 200;
        }
    }

    private String push(Content content, String name) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            upload(http, name, content.config());
            for (Blob layer : content.layers()) {
                upload(http, name, layer);
            }
            HttpRequest put = HttpRequest.newBuilder(manifestOf(name))
                    .header("Content-Type", MANIFEST)
                    .PUT(BodyPublishers.ofString(content.manifest(MANIFEST)))
                    .build();
            requireCreated(send(http, put));
            return reference(name);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the image that is pushed as " + name, e);
        }
    }

    private void upload(HttpClient http, String name, Blob blob) throws IOException {
        URI base = URI.create("http://" + address + "/v2/" + pathOf(name) + "/blobs/");
        HttpRequest head =
                HttpRequest.newBuilder(URI.create(base + blob.digest())).HEAD().build();
        if (send(http, head).statusCode() == 200) {
            return; // layers that change seldom are there already
        }
        HttpResponse<String> begun = send(
                http,
                HttpRequest.newBuilder(base.resolve("uploads/"))
                        .POST(BodyPublishers.noBody())
                        .build());
        URI place = base.resolve(begun.headers().firstValue("Location").orElseThrow());
        String joined = place + (place.getRawQuery() == null ? "?" : "&") + "digest=" + blob.digest();
        requireCreated(send(
                http,
                HttpRequest.newBuilder(URI.create(joined))
                        .header("Content-Type", "application/octet-stream")
                        .PUT(BodyPublishers.ofFile(blob.file()))
                        .build()));
    }

    private URI manifestOf(String name) {
        return URI.create(
                "http://" + address + "/v2/" + pathOf(name) + "/manifests/" + name.substring(colonOf(name) + 1));
    }

    private static String pathOf(String name) {
        return name.substring(0, colonOf(name));
    }

    private static int colonOf(String name) {
        int colon = name.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("the name of an image is path:tag, not " + name);
        }
        return colon;
    }

    private HttpResponse<String> send(HttpClient http, HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException("the registry at " + address + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while pushing", e);
        }
    }

    private static void requireCreated(HttpResponse<String> answer) {
        if (answer.statusCode() != CREATED) {
            throw new IllegalStateException(answer.uri() + " answered " + answer.statusCode() + ": " + answer.body());
        }
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("image-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All tags of a path, for tests that look at what was pushed. */
    public List<String> tags(String path) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = send(
                    http,
                    HttpRequest.newBuilder(URI.create("http://" + address + "/v2/" + path + "/tags/list"))
                            .build());
            return answer.statusCode() == 200 ? Json.texts(answer.body(), "tags") : List.of();
        }
    }
}
