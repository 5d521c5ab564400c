package dev.capstan.kustomizationbuild;

import dev.capstan.api.kustomize.KustomizationSpec;
import dev.capstan.api.meta.Image;
import dev.capstan.api.meta.Patch;
import dev.capstan.api.meta.Selector;
import dev.capstan.tree.EntryKind;
import dev.capstan.tree.FileTree;
import dev.capstan.tree.TreePath;
import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlScalar;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The settings of a Kustomization, laid over the content of a kustomization file. */
final class SpecOverlay {

    private final KustomizationSpec spec;
    private final FileTree tree;
    private final String folder;

    /**
     * @param tree where component folders are looked up
     * @param folder the folder of the kustomization file
     */
    SpecOverlay(KustomizationSpec spec, FileTree tree, String folder) {
        this.spec = spec;
        this.tree = tree;
        this.folder = folder;
    }

    /** The content with the settings; the very same map when there is nothing to set. */
    YamlMap over(YamlMap file) throws IOException {
        YamlMap content = file;
        content = withText(content, "namespace", spec.targetNamespace());
        content = withText(content, "namePrefix", spec.namePrefix());
        content = withText(content, "nameSuffix", spec.nameSuffix());
        content = withItems(content, "patches", patches());
        content = withItems(content, "components", components());
        content = withImages(content);
        return withBuildMetadata(content);
    }

    private static YamlMap withText(YamlMap content, String key, @Nullable String value) {
        return value == null || value.isEmpty() ? content : content.with(key, YamlScalar.ofString(value));
    }

    private static YamlMap withItems(YamlMap content, String key, List<YamlNode> items) {
        if (items.isEmpty()) {
            return content;
        }
        YamlList present = content.getList(key);
        return content.with(key, present == null ? YamlList.of(items) : present.plusAll(items));
    }

    private List<YamlNode> patches() {
        var patches = new ArrayList<YamlNode>();
        for (Patch patch : spec.patches()) {
            var entry = YamlMap.builder().put("patch", YamlScalar.ofString(patch.patch()));
            Optional.ofNullable(patch.target()).ifPresent(target -> entry.put("target", selector(target)));
            patches.add(entry.build());
        }
        return patches;
    }

    private static YamlMap selector(Selector selector) {
        var map = YamlMap.builder();
        put(map, "group", selector.group());
        put(map, "version", selector.version());
        put(map, "kind", selector.kind());
        put(map, "namespace", selector.namespace());
        put(map, "name", selector.name());
        put(map, "labelSelector", selector.labelSelector());
        put(map, "annotationSelector", selector.annotationSelector());
        return map.build();
    }

    private List<YamlNode> components() throws IOException {
        var components = new ArrayList<YamlNode>();
        for (String component : spec.components()) {
            if (!spec.ignoreMissingComponents() || isFolder(component)) {
                components.add(YamlScalar.ofString(component));
            }
        }
        return components;
    }

    private boolean isFolder(String relative) throws IOException {
        Optional<String> joined = TreePath.join(folder, relative);
        return joined.isPresent() && tree.kind(joined.get()) == EntryKind.DIRECTORY;
    }

    /** Images are merged by name: the new name is replaced if given, tag and digest together if one of them is. */
    private YamlMap withImages(YamlMap content) {
        if (spec.images().isEmpty()) {
            return content;
        }
        YamlList present = content.getList("images");
        var images = new ArrayList<>(present == null ? List.of() : present.items());
        for (Image image : spec.images()) {
            int at = indexOf(images, image.name());
            if (at >= 0 && images.get(at) instanceof YamlMap old) {
                images.set(at, merged(old, image));
            } else {
                images.add(merged(YamlMap.of("name", YamlScalar.ofString(image.name())), image));
            }
        }
        return content.with("images", YamlList.of(images));
    }

    private static int indexOf(List<YamlNode> images, String name) {
        for (int i = 0; i < images.size(); i++) {
            if (images.get(i) instanceof YamlMap image && name.equals(image.getText("name"))) {
                return i;
            }
        }
        return -1;
    }

    private static YamlMap merged(YamlMap old, Image image) {
        YamlMap merged = withText(old, "newName", image.newName());
        if (isGiven(image.newTag()) || isGiven(image.digest())) {
            merged = withText(merged.without("newTag").without("digest"), "newTag", image.newTag());
            merged = withText(merged, "digest", image.digest());
        }
        return merged;
    }

    /** A file that lists no resources gets origin annotations, as with the Flux controllers. */
    private YamlMap withBuildMetadata(YamlMap content) {
        if (!spec.buildMetadata().isEmpty()) {
            return content.with(
                    "buildMetadata",
                    YamlList.of(spec.buildMetadata().stream()
                            .map(YamlScalar::ofString)
                            .toList()));
        }
        YamlList resources = content.getList("resources");
        boolean hasResources = resources != null && !resources.isEmpty();
        boolean isDecided = content.has("buildMetadata");
        return hasResources || isDecided
                ? content
                : content.with("buildMetadata", YamlList.of(YamlScalar.ofString("originAnnotations")));
    }

    private static void put(YamlMap.Builder map, String key, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            map.put(key, YamlScalar.ofString(value));
        }
    }

    private static boolean isGiven(@Nullable String text) {
        return text != null && !text.isEmpty();
    }
}
