package dev.capstan.image.pullrequest.kube;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.forge.text.CompareLink;
import dev.capstan.http.Deadline;
import dev.capstan.image.pullrequest.ImageOrigins;
import dev.capstan.oci.Json;
import dev.capstan.oci.Manifest;
import dev.capstan.oci.OciResult;
import dev.capstan.oci.Platform;
import dev.capstan.oci.Reference;
import dev.capstan.oci.RepositoryName;
import dev.capstan.oci.registry.RegistryAccess;
import dev.capstan.oci.registry.RegistryClient;
import dev.capstan.oci.registry.RemoteRepository;
import java.time.Duration;
import java.util.Optional;

/**
 * What images say of themselves in the annotations and labels {@code org.opencontainers.image.source} and {@code .revision}. Public images
 * only: no login is at hand here. Both tags must say the same source, and each its commit; a tag of an image is not one of the sources.
 */
record RegistryOrigins(RegistryClient registries) implements ImageOrigins {
    private static final String SOURCE = "org.opencontainers.image.source";
    private static final String REVISION = "org.opencontainers.image.revision";
    private static final int LARGEST_CONFIG = 1 << 20;
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private record Origin(String source, String revision) {}

    @Override
    public Optional<CompareLink> compare(String image, String oldTag, String newTag, Duration timeout) {
        var deadline = Deadline.in(timeout.compareTo(LONGEST) < 0 ? timeout : LONGEST);
        return RepositoryName.parse(image)
                .success()
                .map(name -> registries.open(name, RegistryAccess.ANONYMOUS, deadline))
                .flatMap(repository -> origin(repository, oldTag)
                        .flatMap(old -> origin(repository, newTag)
                                .filter(it -> it.source().equals(old.source()))
                                .flatMap(it -> CompareLink.between(it.source(), old.revision(), it.revision()))));
    }

    private static Optional<Origin> origin(RemoteRepository repository, String tag) {
        return Reference.tag(tag)
                .flatMap(reference ->
                        repository.image(reference, Platform.LINUX_AMD64).success())
                .flatMap(image -> annotated(image).or(() -> labelled(repository, image)));
    }

    private static Optional<Origin> annotated(Manifest.Image image) {
        String source = image.annotations().getOrDefault(SOURCE, "");
        String revision = image.annotations().getOrDefault(REVISION, "");
        return source.isEmpty() || revision.isEmpty() ? Optional.empty() : Optional.of(new Origin(source, revision));
    }

    private static Optional<Origin> labelled(RemoteRepository repository, Manifest.Image image) {
        OciResult<byte[]> config = repository.bytes(image.config(), LARGEST_CONFIG);
        return config.success().flatMap(Json::object).flatMap(it -> {
            JsonNode labels = it.path("config").path("Labels");
            return Json.text(labels, SOURCE)
                    .flatMap(source -> Json.text(labels, REVISION).map(revision -> new Origin(source, revision)));
        });
    }
}
