package dev.capstan.cli.cluster;

import dev.capstan.cli.CommandFailure;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlDocument;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlReader;
import dev.capstan.yaml.YamlSyntaxException;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Kubeconfig files. Checked before the client library reads them, because its messages name neither the file nor the place. */
final class KubeconfigFile {

    private KubeconfigFile() {}

    /**
     * The configuration of the file's current context.
     *
     * @throws CommandFailure naming the file, and the line where there is one, when it is not a usable kubeconfig
     */
    static Config read(Path file) {
        requireContext(file, root(file));
        try {
            return Config.fromKubeconfig(file.toFile());
        } catch (IllegalArgumentException unfit) {
            throw new CommandFailure(
                    file + " is not a kubeconfig: "
                            + String.valueOf(unfit.getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse(""),
                    unfit);
        }
    }

    private static YamlMap root(Path file) {
        List<YamlDocument> documents;
        try {
            documents = YamlReader.readAll(file.toString(), Files.readAllBytes(file), Limits.DEFAULT);
        } catch (YamlSyntaxException broken) {
            var problem = broken.problem();
            throw new CommandFailure(
                    "%s is not a kubeconfig: line %d: %s".formatted(file, problem.line(), problem.problem()), broken);
        } catch (IOException unreadable) {
            throw new CommandFailure("Cannot read " + file + ": " + unreadable.getMessage(), unreadable);
        }
        if (documents.isEmpty()) {
            throw new CommandFailure(file + " is not a kubeconfig: it is empty");
        }
        YamlNode root = documents.getFirst().root();
        if (root instanceof YamlMap map) {
            return map;
        }
        throw new CommandFailure("%s is not a kubeconfig: line %d is not a field".formatted(file, root.line()));
    }

    private static void requireContext(Path file, YamlMap root) {
        String current = root.getText("current-context");
        if (current == null || current.isEmpty()) {
            throw new CommandFailure(file + " has no current-context: choose one with kubectl config use-context");
        }
        YamlMap context = named(root, "contexts", current, "context");
        if (context == null) {
            throw new CommandFailure("%s names the current-context %s, which is not in it".formatted(file, current));
        }
        String name = context.getText("cluster");
        YamlMap cluster = name == null ? null : named(root, "clusters", name, "cluster");
        if (cluster == null || cluster.getText("server") == null) {
            throw new CommandFailure(
                    "%s: line %d: the context %s names the cluster %s, which has no server in this file"
                            .formatted(file, context.line(), current, name));
        }
    }

    private static @Nullable YamlMap named(YamlMap root, String list, String name, String part) {
        if (root.get(list) instanceof Iterable<?> entries) {
            for (Object entry : entries) {
                if (entry instanceof YamlMap map && name.equals(map.getText("name"))) {
                    return map.get(part) instanceof YamlMap found ? found : null;
                }
            }
        }
        return null;
    }
}
