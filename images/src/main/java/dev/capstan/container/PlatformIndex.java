package dev.capstan.container;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.digest.Digest;
import dev.capstan.http.AddressRule;
import dev.capstan.http.Deadline;
import dev.capstan.http.OutboundHttp;
import dev.capstan.http.TlsMaterial;
import dev.capstan.oci.Descriptor;
import dev.capstan.oci.MediaTypes;
import dev.capstan.oci.OciResult;
import dev.capstan.oci.Reference;
import dev.capstan.oci.RepositoryName;
import dev.capstan.oci.login.DockerConfig;
import dev.capstan.oci.registry.RegistryAccess;
import dev.capstan.oci.registry.RegistryClient;
import dev.capstan.oci.registry.RegistryLimits;
import dev.capstan.oci.registry.RemoteRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** One name in a registry for the images of several platforms: a manifest list. Jib makes none for a base that is a file. */
final class PlatformIndex {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private PlatformIndex() {}

    /**
     * Pushes an index of images that the registry has.
     *
     * @param name of the index, as {@link ImageRegistry#nameOf} gives it
     * @param images digests of their manifests, by the architecture
     * @throws ImageException with what the registry said
     */
    static String push(ImageRegistry registry, String name, Map<String, String> images) {
        int colon = name.lastIndexOf(':');
        var repository = need(RepositoryName.parse("oci://" + name.substring(0, colon)), name);
        var tls = new TlsMaterial(Optional.empty(), Optional.empty(), registry.isInsecure());
        var access = new RegistryAccess(logins(), tls, Optional.empty(), registry.isInsecure());
        try (var http = new OutboundHttp(AddressRule.LOCAL)) {
            var remote = new RegistryClient(http, RegistryLimits.DEFAULT).open(repository, access, Deadline.in(LIMIT));
            var manifests = new TreeMap<String, Descriptor>();
            images.forEach((architecture, digest) -> manifests.put(architecture, described(remote, digest, name)));
            var tag = new Reference.Tag(name.substring(colon + 1));
            return need(remote.pushManifest(tag, MediaTypes.DOCKER_LIST, json(manifests)), name)
                    .digest()
                    .toString();
        }
    }

    private static Descriptor described(RemoteRepository remote, String digest, String name) {
        var parsed = Digest.parse(digest)
                .orElseThrow(() -> new IllegalStateException("Jib named " + digest + " as the digest of " + name));
        return need(remote.resolve(new Reference.ByDigest(parsed)), name);
    }

    /** The index, with the architectures in their order. */
    static byte[] json(SortedMap<String, Descriptor> manifests) {
        List<Map<String, Object>> entries = new ArrayList<>();
        manifests.forEach((architecture, manifest) -> {
            var entry = new LinkedHashMap<String, Object>();
            entry.put("mediaType", manifest.mediaType());
            entry.put("digest", manifest.digest().toString());
            entry.put("size", manifest.size());
            entry.put("platform", new TreeMap<>(Map.of("architecture", architecture, "os", "linux")));
            entries.add(entry);
        });
        var index = new LinkedHashMap<String, Object>();
        index.put("schemaVersion", 2);
        index.put("mediaType", MediaTypes.DOCKER_LIST);
        index.put("manifests", entries);
        try {
            return new ObjectMapper().writeValueAsBytes(index);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@code docker login} keeps. */
    private static DockerConfig logins() {
        String folder = System.getenv("DOCKER_CONFIG");
        Path file = (folder == null || folder.isEmpty()
                        ? Path.of(System.getProperty("user.home"), ".docker")
                        : Path.of(folder))
                .resolve("config.json");
        if (!Files.isRegularFile(file)) {
            return DockerConfig.EMPTY;
        }
        try {
            return need(DockerConfig.parseOwn(Files.readAllBytes(file)), file.toString());
        } catch (IOException e) {
            throw new ImageException(file + " cannot be read", e);
        }
    }

    private static <T> T need(OciResult<T> result, String subject) {
        return switch (result) {
            case OciResult.Success<T>(var value) -> value;
            case OciResult.Failed<T>(var failure) -> throw new ImageException(subject + ": " + failure.message());
        };
    }
}
