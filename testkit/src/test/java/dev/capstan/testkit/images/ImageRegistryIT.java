package dev.capstan.testkit.images;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.testkit.servers.RegistryServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageRegistryIT {
    private static final byte[] CONFIG = "{\"os\":\"linux\"}".getBytes(UTF_8);

    private static RegistryServer server;
    private static ImageRegistry registry;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        server = RegistryServer.start(RegistryServer.Access.OPEN);
        registry = new ImageRegistry(server.address());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void pushesAnArchiveAsJibWritesIt() throws Exception {
        Path archive = tar(Map.of(
                "config.json",
                CONFIG,
                "a1.tar.gz",
                gzip("first"),
                "b2.tar",
                "second".getBytes(UTF_8),
                "manifest.json",
                """
                [{"Config": "config.json", "RepoTags": ["x/y:1"], "Layers": ["a1.tar.gz", "b2.tar"]}]""".getBytes(UTF_8)));

        String reference = registry.push(archive, "team/app:1.0");

        assertThat(reference).isEqualTo(server.address() + "/team/app:1.0");
        assertThat(registry.has("team/app:1.0")).isTrue();
        assertThat(registry.has("team/app:2.0")).isFalse();
        assertThat(registry.tags("team/app")).containsExactly("1.0");
        JsonNode manifest = manifest("team/app", "1.0");
        assertThat(manifest.path("config").path("size").asInt()).isEqualTo(CONFIG.length);
        assertThat(manifest.path("layers"))
                .extracting(layer -> layer.path("mediaType").asText())
                .containsExactly(
                        "application/vnd.oci.image.layer.v1.tar+gzip", "application/vnd.oci.image.layer.v1.tar");
    }

    @Test
    void pushesALayoutOfOciByWayOfItsIndexes() throws Exception {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        String config = blob(entries, CONFIG);
        String layer = blob(entries, gzip("content"));
        String manifest = blob(entries, """
                {"config": {"digest": "%s"}, "layers": [{"digest": "%s"}]}""".formatted(config, layer).getBytes(UTF_8));
        String inner = blob(
                entries,
                "{\"manifests\": [{\"digest\": \"%s\"}]}".formatted(manifest).getBytes(UTF_8));
        entries.put(
                "index.json",
                "{\"manifests\": [{\"digest\": \"%s\"}]}".formatted(inner).getBytes(UTF_8));

        registry.push(tar(entries), "layout:1");

        assertThat(manifest("layout", "1").path("layers").path(0).path("digest").asText())
                .isEqualTo(layer);
    }

    @Test
    void anImageOfAProgramIsTheSameEveryTime() throws Exception {
        Path program = Files.writeString(folder.resolve("tool"), "#!static");

        registry.push(ProgramImage.of(program), "tool:1");
        registry.push(new ProgramImage(program, List.of()), "tool:2");
        registry.push(new ProgramImage(program, List.of("--quiet")), "tool:3");

        assertThat(manifest("tool", "1")).isEqualTo(manifest("tool", "2"));
        assertThat(manifest("tool", "3").path("config"))
                .isNotEqualTo(manifest("tool", "1").path("config"));
        assertThat(manifest("tool", "3").path("layers"))
                .isEqualTo(manifest("tool", "1").path("layers"));
    }

    private static JsonNode manifest(String path, String tag) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://" + server.address() + "/v2/" + path + "/manifests/" + tag))
                    .header("Accept", "application/vnd.oci.image.manifest.v1+json")
                    .build();
            return Json.read(http.send(request, BodyHandlers.ofString()).body());
        }
    }

    private static String blob(Map<String, byte[]> entries, byte[] content) throws IOException {
        Path file = Files.write(Files.createTempFile("blob", ""), content);
        String digest = Blob.digestOf(file);
        Files.delete(file);
        entries.put("blobs/" + digest.replace(':', '/'), content);
        return digest;
    }

    private static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream compressed = new GZIPOutputStream(bytes)) {
            compressed.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    private Path tar(Map<String, byte[]> entries) throws IOException {
        Path file = folder.resolve("image.tar");
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(file))) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Map.Entry<String, byte[]> each : entries.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(each.getKey());
                entry.setSize(each.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(each.getValue());
                tar.closeArchiveEntry();
            }
        }
        return file;
    }
}
