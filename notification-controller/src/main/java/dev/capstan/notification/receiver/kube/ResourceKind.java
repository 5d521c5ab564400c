package dev.capstan.notification.receiver.kube;

import dev.capstan.api.notification.ReceiverResource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.Map;
import java.util.Optional;

/**
 * A kind that a Receiver may trigger. Only kinds of the toolkit can be named, whatever stands in a stored object.
 *
 * @param group the API group
 * @param version the version
 * @param kind the kind
 * @param plural its name in paths
 */
record ResourceKind(String group, String version, String kind, String plural) {
    private static final String SOURCE = "source.toolkit.fluxcd.io";
    private static final String IMAGE = "image.toolkit.fluxcd.io";

    private static final Map<String, Known> KNOWN = Map.ofEntries(
            Map.entry("Bucket", new Known(SOURCE, "v1", "buckets")),
            Map.entry("GitRepository", new Known(SOURCE, "v1", "gitrepositories")),
            Map.entry("OCIRepository", new Known(SOURCE, "v1", "ocirepositories")),
            Map.entry("HelmRepository", new Known(SOURCE, "v1", "helmrepositories")),
            Map.entry("HelmChart", new Known(SOURCE, "v1", "helmcharts")),
            Map.entry("ExternalArtifact", new Known(SOURCE, "v1", "externalartifacts")),
            Map.entry("ImageRepository", new Known(IMAGE, "v1", "imagerepositories")),
            Map.entry("ArtifactGenerator", new Known("source.extensions.fluxcd.io", "v1beta1", "artifactgenerators")),
            Map.entry("Kustomization", new Known("kustomize.toolkit.fluxcd.io", "", "kustomizations")),
            Map.entry("HelmRelease", new Known("helm.toolkit.fluxcd.io", "", "helmreleases")),
            Map.entry("ImagePolicy", new Known(IMAGE, "", "imagepolicies")),
            Map.entry("ImageUpdateAutomation", new Known(IMAGE, "", "imageupdateautomations")));

    /** The kind that a resource names; empty where it is none of the toolkit, or needs an apiVersion and has none. */
    static Optional<ResourceKind> of(ReceiverResource resource) {
        return Optional.ofNullable(KNOWN.get(resource.kind())).flatMap(known -> {
            String given = resource.apiVersion();
            if (given == null || given.isEmpty()) {
                return known.standardVersion().isEmpty()
                        ? Optional.empty()
                        : Optional.of(new ResourceKind(
                                known.group(), known.standardVersion(), resource.kind(), known.plural()));
            }
            int slash = given.indexOf('/');
            boolean isOurGroup = slash > 0 && given.substring(0, slash).equals(known.group());
            return isOurGroup
                    ? Optional.of(new ResourceKind(
                            known.group(), given.substring(slash + 1), resource.kind(), known.plural()))
                    : Optional.empty();
        });
    }

    String apiVersion() {
        return group + "/" + version;
    }

    ResourceDefinitionContext context() {
        return new ResourceDefinitionContext.Builder()
                .withGroup(group)
                .withVersion(version)
                .withKind(kind)
                .withPlural(plural)
                .withNamespaced(true)
                .build();
    }

    private record Known(String group, String standardVersion, String plural) {}
}
