package dev.capstan.apply;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * On whose behalf objects are applied. Every applied object carries both labels; pruning touches nothing that does not.
 *
 * @param labelPrefix prefix of the two ownership labels, for a Kustomization {@code kustomize.toolkit.fluxcd.io}
 * @param namespace namespace of the owning object
 * @param name name of the owning object
 */
public record Owner(String labelPrefix, String namespace, String name) {

    /** Label prefix of Kustomizations. */
    public static final String KUSTOMIZE = "kustomize.toolkit.fluxcd.io";

    /** Label prefix of HelmReleases. */
    public static final String HELM = "helm.toolkit.fluxcd.io";

    /** Label prefixes of every kind of owner that there is; each is the API group of that kind, too. */
    public static final List<String> PREFIXES = List.of(KUSTOMIZE, HELM);

    public Owner {
        if (labelPrefix.isEmpty() || namespace.isEmpty() || name.isEmpty()) {
            throw new IllegalArgumentException("An owner needs a label prefix, a namespace and a name");
        }
    }

    public static Owner kustomization(String namespace, String name) {
        return new Owner(KUSTOMIZE, namespace, name);
    }

    /** The owner whose two labels of a prefix these are; empty when one is missing. */
    public static Optional<Owner> of(JsonNode labels, String prefix) {
        String name = labels.path(prefix + "/name").asText("");
        String namespace = labels.path(prefix + "/namespace").asText("");
        return name.isEmpty() || namespace.isEmpty()
                ? Optional.empty()
                : Optional.of(new Owner(prefix, namespace, name));
    }

    /** Of which kind the owning object is, for people. */
    public String kind() {
        return switch (labelPrefix) {
            case KUSTOMIZE -> "Kustomization";
            case HELM -> "HelmRelease";
            default -> labelPrefix;
        };
    }

    /** Key of the label that holds {@link #name()}. */
    public String nameLabel() {
        return labelPrefix + "/name";
    }

    /** Key of the label that holds {@link #namespace()}. */
    public String namespaceLabel() {
        return labelPrefix + "/namespace";
    }

    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
