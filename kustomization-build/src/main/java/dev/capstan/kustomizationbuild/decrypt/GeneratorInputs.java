package dev.capstan.kustomizationbuild.decrypt;

import dev.capstan.tree.FileTree;
import dev.capstan.tree.TreePath;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlReader;
import dev.capstan.yaml.YamlScalar;
import dev.capstan.yaml.YamlSyntaxException;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which files kustomizations make ConfigMaps of: those stay encrypted, as with the Flux controllers, because a ConfigMap is no place for
 * what somebody encrypted. A kustomization file is read before the files that it names.
 */
final class GeneratorInputs {
    private static final Set<String> NAMES = Set.of("kustomization.yaml", "kustomization.yml", "Kustomization");

    private final FileTree tree;
    private final Set<String> ofConfigMaps = new HashSet<>();
    private final Set<String> ofSecrets = new HashSet<>();

    GeneratorInputs(FileTree tree) {
        this.tree = tree;
    }

    static boolean isKustomization(String path) {
        return NAMES.contains(TreePath.name(path));
    }

    /** Takes in what a kustomization file says. */
    void note(String path, byte[] content) throws IOException {
        for (YamlMap kustomization : documents(content)) {
            add(kustomization.getList("configMapGenerator"), TreePath.parent(path), ofConfigMaps);
            add(kustomization.getList("secretGenerator"), TreePath.parent(path), ofSecrets);
        }
    }

    /** Whether a file goes into ConfigMaps only. */
    boolean staysAsItIs(String path) {
        return ofConfigMaps.contains(path) && !ofSecrets.contains(path);
    }

    private static List<YamlMap> documents(byte[] content) {
        try {
            return YamlReader.readAllLastKeyWins("", content, Limits.DEFAULT).stream()
                    .map(document -> document.root() instanceof YamlMap map ? map : YamlMap.empty())
                    .toList();
        } catch (YamlSyntaxException notYaml) {
            // The build reads the same file and says what is wrong with it.
            return List.of();
        }
    }

    private void add(@Nullable YamlList generators, String folder, Set<String> paths) throws IOException {
        for (YamlNode generator : generators == null ? List.<YamlNode>of() : generators.items()) {
            if (generator instanceof YamlMap map) {
                addAll(map.get("files"), folder, paths);
                addAll(map.get("envs"), folder, paths);
                addAll(map.get("env"), folder, paths);
            }
        }
    }

    private void addAll(@Nullable YamlNode sources, String folder, Set<String> paths) throws IOException {
        List<YamlNode> all = switch (sources) {
            case null -> List.of();
            case YamlList list -> list.items();
            case YamlScalar one -> List.of(one);
            case YamlMap _ -> List.of();
        };
        for (YamlNode source : all) {
            if (source instanceof YamlScalar scalar) {
                String text = scalar.text();
                Optional<String> path = TreePath.join(folder, text.substring(text.indexOf('=') + 1));
                if (path.isPresent()) {
                    TreePath.resolve(tree, path.get()).ifPresent(paths::add);
                }
            }
        }
    }
}
