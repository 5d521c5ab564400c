package dev.capstan.kustomizationbuild;

import dev.capstan.tree.Entry;
import dev.capstan.tree.FileTree;
import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlScalar;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The kustomization that stands for a folder which has none of its own: everything below it. */
final class GeneratedKustomization {

    private GeneratedKustomization() {}

    /**
     * Lists every manifest below a folder, sorted. A sub folder with a kustomization file is one base and is not looked
     * into.
     */
    static YamlMap of(FileTree tree, String folder) throws IOException {
        var resources = new ArrayList<YamlNode>();
        collect(tree, folder, "", resources);
        return YamlMap.builder()
                .put("apiVersion", YamlScalar.ofString("kustomize.config.k8s.io/v1beta1"))
                .put("kind", YamlScalar.ofString("Kustomization"))
                .put("resources", YamlList.of(resources))
                .build();
    }

    private static void collect(FileTree tree, String folder, String prefix, List<YamlNode> resources)
            throws IOException {
        for (Entry entry : tree.list(folder)) {
            String relative = prefix + entry.name();
            String path = folder.isEmpty() ? entry.name() : folder + "/" + entry.name();
            switch (entry.kind()) {
                case DIRECTORY -> {
                    if (KustomizationFileLocator.find(tree, path).isPresent()) {
                        resources.add(YamlScalar.ofString(relative));
                    } else {
                        collect(tree, path, relative + "/", resources);
                    }
                }
                case FILE -> {
                    if (entry.name().endsWith(".yaml") || entry.name().endsWith(".yml")) {
                        resources.add(YamlScalar.ofString(relative));
                    }
                }
                case LINK, ABSENT -> {}
            }
        }
    }
}
