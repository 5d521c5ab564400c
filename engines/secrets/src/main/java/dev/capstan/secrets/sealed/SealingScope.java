package dev.capstan.secrets.sealed;

import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlScalar;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Where a sealed value may be unsealed. */
public enum SealingScope {
    /** Under its name in its namespace. */
    STRICT(""),
    /** Under any name in its namespace. */
    NAMESPACE_WIDE("sealedsecrets.bitnami.com/namespace-wide"),
    /** Anywhere. */
    CLUSTER_WIDE("sealedsecrets.bitnami.com/cluster-wide");

    private final String annotation;

    SealingScope(String annotation) {
        this.annotation = annotation;
    }

    /** The scope that the annotations of an object state. */
    static SealingScope of(YamlMap object) {
        if (isStated(object, CLUSTER_WIDE)) {
            return CLUSTER_WIDE;
        }
        return isStated(object, NAMESPACE_WIDE) ? NAMESPACE_WIDE : STRICT;
    }

    private static boolean isStated(YamlMap object, SealingScope scope) {
        return object.get("metadata") instanceof YamlMap metadata
                && metadata.get("annotations") instanceof YamlMap annotations
                && "true".equals(annotations.getText(scope.annotation));
    }

    /** The scope of a name such as {@code cluster-wide}. */
    public static Optional<SealingScope> parse(String name) {
        return switch (name) {
            case "strict" -> Optional.of(STRICT);
            case "namespace-wide" -> Optional.of(NAMESPACE_WIDE);
            case "cluster-wide" -> Optional.of(CLUSTER_WIDE);
            default -> Optional.empty();
        };
    }

    /** What a value is bound to. */
    byte[] label(String namespace, String name) {
        return (switch (this) {
                    case STRICT -> namespace + "/" + name;
                    case NAMESPACE_WIDE -> namespace;
                    case CLUSTER_WIDE -> "";
                })
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Metadata that states this scope beside what it stated before. */
    YamlMap addedTo(YamlMap metadata) {
        YamlMap annotations = annotations(metadata);
        return this == STRICT
                ? metadata
                : metadata.with("annotations", annotations.with(annotation, YamlScalar.ofString("true")));
    }

    /** Metadata that states this scope and no other one. */
    YamlMap aloneIn(YamlMap metadata) {
        YamlMap annotations =
                annotations(metadata).without(NAMESPACE_WIDE.annotation).without(CLUSTER_WIDE.annotation);
        return addedTo(
                annotations.isEmpty() ? metadata.without("annotations") : metadata.with("annotations", annotations));
    }

    private static YamlMap annotations(YamlMap metadata) {
        return metadata.get("annotations") instanceof YamlMap known ? known : YamlMap.empty();
    }
}
