package dev.capstan.oci;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.digest.Digest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A manifest, read from bytes that have the digest that was asked for. */
public sealed interface Manifest {

    /** Where it lies. */
    Descriptor descriptor();

    /** Its own annotations. */
    Map<String, String> annotations();

    /** The bytes as the registry gave them. */
    ManifestBytes bytes();

    /**
     * An image or any other artifact.
     *
     * @param subject the manifest that this one is about
     */
    record Image(
            Descriptor descriptor,
            Descriptor config,
            List<Descriptor> layers,
            Map<String, String> annotations,
            Optional<String> artifactType,
            Optional<Descriptor> subject,
            ManifestBytes bytes)
            implements Manifest {
        /** Copies the collections. */
        public Image {
            layers = List.copyOf(layers);
            annotations = Map.copyOf(annotations);
        }
    }

    /** A list of manifests. */
    record Index(
            Descriptor descriptor, List<Descriptor> manifests, Map<String, String> annotations, ManifestBytes bytes)
            implements Manifest {
        /** Copies the collections. */
        public Index {
            manifests = List.copyOf(manifests);
            annotations = Map.copyOf(annotations);
        }

        /** The manifest for a platform: the first one that names it or names none. */
        public Optional<Descriptor> forPlatform(Platform platform) {
            return manifests.stream()
                    .filter(it -> it.platform().orElse(platform).equals(platform))
                    .findFirst();
        }
    }

    /**
     * Reads a manifest. Its kind is what it says itself, else the media type that the registry gave.
     *
     * @param digest of the bytes, which the caller has verified
     * @throws OciFailureException for what is not a manifest, or could be read in two ways
     */
    static Manifest read(RepositoryName repository, String servedType, Digest digest, ManifestBytes bytes)
            throws OciFailureException {
        var root = Json.object(repository, bytes.array(), "a manifest");
        String mediaType = Json.text(root, "mediaType").orElse(servedType);
        var descriptor = Descriptor.of(mediaType, digest, bytes.size());
        var annotations = annotations(root);
        boolean hasLayers = root.has("layers") || root.has("fsLayers") || root.has("config");
        boolean hasManifests = root.has("manifests");
        if (hasLayers && hasManifests) {
            throw malformed(repository, "a manifest has layers and manifests, so it could be read in two ways");
        }
        return switch (mediaType) {
            case MediaTypes.OCI_MANIFEST, MediaTypes.DOCKER_MANIFEST -> {
                if (hasManifests) {
                    throw malformed(repository, "a manifest says it is an image and has manifests");
                }
                yield new Image(
                        descriptor,
                        descriptor(repository, root.path("config")),
                        descriptors(repository, root.path("layers")),
                        annotations,
                        Json.text(root, "artifactType"),
                        root.has("subject")
                                ? Optional.of(descriptor(repository, root.path("subject")))
                                : Optional.empty(),
                        bytes);
            }
            case MediaTypes.OCI_INDEX, MediaTypes.DOCKER_LIST -> {
                if (hasLayers) {
                    throw malformed(repository, "a manifest says it is an index and has layers");
                }
                yield new Index(descriptor, descriptors(repository, root.path("manifests")), annotations, bytes);
            }
            default ->
                throw new OciFailureException(new OciFailure.ManifestUnsupported(repository, Json.cleaned(mediaType)));
        };
    }

    private static List<Descriptor> descriptors(RepositoryName repository, JsonNode list) throws OciFailureException {
        var found = new ArrayList<Descriptor>();
        for (JsonNode element : list) {
            found.add(descriptor(repository, element));
        }
        return found;
    }

    private static Descriptor descriptor(RepositoryName repository, JsonNode node) throws OciFailureException {
        var digest = Json.text(node, "digest").flatMap(Digest::parse);
        long size = node.path("size").asLong(-1);
        if (digest.isEmpty() || size < 0) {
            throw malformed(repository, "a descriptor has no digest or no size");
        }
        var platform = node.path("platform");
        return new Descriptor(
                Json.text(node, "mediaType").orElse(""),
                digest.get(),
                size,
                annotations(node),
                platform.isObject()
                        ? Optional.of(new Platform(
                                platform.path("os").asText(),
                                platform.path("architecture").asText()))
                        : Optional.empty(),
                Json.text(node, "artifactType"));
    }

    private static Map<String, String> annotations(JsonNode node) {
        var found = new LinkedHashMap<String, String>();
        node.path("annotations").properties().forEach(it -> {
            if (it.getValue().isTextual()) {
                found.put(it.getKey(), it.getValue().textValue());
            }
        });
        return found;
    }

    private static OciFailureException malformed(RepositoryName repository, String why) {
        return new OciFailureException(new OciFailure.AnswerMalformed(repository, why));
    }
}
