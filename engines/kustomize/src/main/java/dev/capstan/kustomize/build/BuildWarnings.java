package dev.capstan.kustomize.build;

import dev.capstan.kustomize.BuildWarning;
import dev.capstan.kustomize.merge.MergeObserver;
import dev.capstan.kustomize.node.Node;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Gathers what a build does as kustomize does, but people should know of. */
public final class BuildWarnings implements MergeObserver {
    /** More than anybody reads, and a bound for hostile input. */
    private static final int MOST = 100;

    private final Set<BuildWarning> warnings = new LinkedHashSet<>();

    /** All warnings so far, each once. */
    public List<BuildWarning> all() {
        return List.copyOf(warnings);
    }

    @Override
    public void dropped(Node object, List<String> field, List<String> keys, Node element) {
        if (warnings.size() >= MOST) {
            return;
        }
        Node metadata = object.get("metadata");
        String namespace = metadata == null || !metadata.isMap() ? "" : metadata.getText("namespace");
        String name = metadata == null || !metadata.isMap() ? "" : metadata.getText("name");
        List<String> missing = new ArrayList<>(keys);
        missing.removeIf(key -> element.get(key) != null);
        warnings.add(new BuildWarning(
                "the element {" + words(element, keys)
                        + "} is dropped, as kustomize drops it: it is taken for another one",
                object.getText("kind") + "/" + (namespace.isEmpty() ? "" : namespace + "/") + name,
                String.join(".", field),
                Optional.ofNullable(element.file()).orElse(""),
                element.line(),
                missing.isEmpty()
                        ? "Elements of this list are told apart by " + String.join(" and ", keys) + "."
                        : "Write " + String.join(" and ", missing) + " in every element of the list."));
    }

    /** The keys, and a name; other values are not shown. */
    private static String words(Node element, List<String> keys) {
        Set<String> shown = new TreeSet<>(keys);
        shown.add("name");
        return shown.stream()
                .filter(key -> element.get(key) != null)
                .map(key -> key + ": " + element.getText(key))
                .collect(Collectors.joining(", "));
    }
}
