package dev.capstan.cli.manifests;

import dev.capstan.cli.CommandFailure;
import dev.capstan.tree.EntryKind;
import dev.capstan.tree.FileTree;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlReader;
import dev.capstan.yaml.YamlScalar;
import dev.capstan.yaml.YamlSyntaxException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What there is to be installed. It is read from {@code all/kustomization.yaml} of the manifests, so that a controller joins by its
 * folder and a line there.
 *
 * @param controllers all of them, in the order that their components need
 * @param version of these manifests, and of the images that they name
 */
public record Catalog(List<Controller> controllers, String version) {

    private static final String ALL = "all/kustomization.yaml";
    private static final String VERSION_LABEL = "app.kubernetes.io/version";

    /** Copies the list. */
    public Catalog {
        controllers = List.copyOf(controllers);
    }

    /**
     * Reads what the manifests offer.
     *
     * @param manifests the folder {@code k8s/}
     * @throws CommandFailure when it is not such a folder
     */
    public static Catalog read(FileTree manifests) {
        try {
            YamlMap all = (YamlMap) YamlReader.readAll(ALL, manifests.read(ALL), Limits.DEFAULT)
                    .getFirst()
                    .root();
            List<Controller> controllers = new ArrayList<>();
            for (YamlNode component : list(all, "components")) {
                String folder =
                        component instanceof YamlScalar path ? path.text().replaceFirst("^\\.\\./", "") : "";
                if (manifests.kind(folder + "/deployment.yaml") == EntryKind.FILE) {
                    controllers.add(new Controller(folder));
                }
            }
            return new Catalog(controllers, version(all));
        } catch (IOException | YamlSyntaxException | ClassCastException unreadable) {
            throw new CommandFailure(
                    "The manifests of Capstan cannot be read: " + ALL + ": " + unreadable.getMessage(), unreadable);
        }
    }

    private static Iterable<YamlNode> list(YamlMap map, String key) {
        YamlList list = map.getList(key);
        return list == null ? List.of() : list;
    }

    private static String version(YamlMap all) {
        for (YamlNode labels : list(all, "labels")) {
            YamlMap pairs = labels instanceof YamlMap entry ? entry.getMap("pairs") : null;
            Optional<String> version = Optional.ofNullable(pairs).map(map -> map.getText(VERSION_LABEL));
            if (version.isPresent()) {
                return version.get();
            }
        }
        throw new CommandFailure("The manifests of Capstan say no version: " + ALL + " has no label " + VERSION_LABEL);
    }
}
