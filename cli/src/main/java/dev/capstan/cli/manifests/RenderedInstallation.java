package dev.capstan.cli.manifests;

import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The objects of an installation, without the Secrets that it needs: these are made in the cluster.
 *
 * @param choice what they stand for
 * @param objects in the order of {@code kustomize build}: namespace and definitions first
 */
public record RenderedInstallation(InstallationChoice choice, List<YamlMap> objects) {

    /** Copies the list. */
    public RenderedInstallation {
        objects = List.copyOf(objects);
    }

    /** One document per object. */
    public String yaml() {
        return new String(YamlWriter.writeAll(objects), StandardCharsets.UTF_8);
    }
}
