package dev.capstan.cli.migrate.takeover;

import dev.capstan.yaml.Json;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlWriter;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Manifests for Git. */
public final class ManifestText {

    private static final Limits LIMITS =
            new Limits(Integer.MAX_VALUE, Limits.DEFAULT.depth(), Limits.DEFAULT.aliasedNodes());

    private ManifestText() {}

    /** One document each. */
    public static String of(List<GenericKubernetesResource> objects) {
        StringBuilder text = new StringBuilder();
        for (GenericKubernetesResource object : objects) {
            byte[] json =
                    Serialization.jsonMapper().valueToTree(object).toString().getBytes(StandardCharsets.UTF_8);
            text.append("---\n")
                    .append(new String(
                            YamlWriter.write(Json.read(object.getKind(), json, LIMITS)), StandardCharsets.UTF_8));
        }
        return text.toString();
    }
}
