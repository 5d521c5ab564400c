package dev.capstan.kustomize.edit;

import dev.capstan.kustomize.edit.Edit.AddAnnotations;
import dev.capstan.kustomize.edit.Edit.AddGenerator;
import dev.capstan.kustomize.edit.Edit.AddLabels;
import dev.capstan.kustomize.edit.Edit.AddPatch;
import dev.capstan.kustomize.edit.Edit.AddPaths;
import dev.capstan.kustomize.edit.Edit.RemoveAnnotations;
import dev.capstan.kustomize.edit.Edit.RemoveGenerators;
import dev.capstan.kustomize.edit.Edit.RemoveLabels;
import dev.capstan.kustomize.edit.Edit.RemovePatch;
import dev.capstan.kustomize.edit.Edit.RemovePaths;
import dev.capstan.kustomize.edit.Edit.ReplaceDeprecatedFields;
import dev.capstan.kustomize.edit.Edit.SetAnnotations;
import dev.capstan.kustomize.edit.Edit.SetImage;
import dev.capstan.kustomize.edit.Edit.SetLabels;
import dev.capstan.kustomize.edit.Edit.SetNamePrefix;
import dev.capstan.kustomize.edit.Edit.SetNameSuffix;
import dev.capstan.kustomize.edit.Edit.SetNamespace;
import dev.capstan.kustomize.edit.Edit.SetReplicas;
import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlProblem;
import dev.capstan.yaml.YamlScalar;
import dev.capstan.yaml.YamlSyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The text of a kustomization file. Edits keep comments, blank lines, order, quoting and line ends of everything that they
 * are not about.
 */
public final class KustomizationFile {
    private static final String LABELS = "commonLabels";
    private static final String ANNOTATIONS = "commonAnnotations";

    private final String name;
    private final String text;

    private KustomizationFile(String name, String text) {
        this.name = name;
        this.text = text;
    }

    /**
     * A file to edit. Whether it can be edited shows at the first edit.
     *
     * @param name for messages
     */
    public static KustomizationFile of(String name, String text) {
        return new KustomizationFile(name, text);
    }

    /** The whole text. */
    public String text() {
        return text;
    }

    /** Makes one edit. */
    public EditOutcome apply(Edit edit) {
        try {
            EditableYaml changed = changed(EditableYaml.of(name, text), edit);
            return new EditOutcome.Edited(new KustomizationFile(name, changed.text()));
        } catch (EditException rejected) {
            return new EditOutcome.Rejected(rejected.problem());
        } catch (YamlSyntaxException unreadable) {
            YamlProblem problem = unreadable.problem();
            return new EditOutcome.Rejected(
                    new EditProblem(problem.file(), problem.line(), problem.problem(), problem.hint()));
        }
    }

    private EditableYaml changed(EditableYaml yaml, Edit edit) {
        return switch (edit) {
            case SetImage image -> setImage(yaml, image);
            case SetNamespace set -> yaml.withText(yaml.root(), "namespace", set.namespace());
            case SetNamePrefix set -> yaml.withText(yaml.root(), "namePrefix", set.prefix());
            case SetNameSuffix set -> yaml.withText(yaml.root(), "nameSuffix", set.suffix());
            case SetReplicas replicas -> setReplicas(yaml, replicas);
            case SetLabels set -> setPairs(yaml, LABELS, set.labels());
            case SetAnnotations set -> setPairs(yaml, ANNOTATIONS, set.annotations());
            case AddLabels add -> addPairs(yaml, LABELS, add.labels());
            case AddAnnotations add -> addPairs(yaml, ANNOTATIONS, add.annotations());
            case AddPaths add -> addPaths(yaml, add);
            case RemovePaths remove -> removePaths(yaml, remove);
            case AddPatch patch -> yaml.withItem("patches", patchNode(patch));
            case RemovePatch patch -> removePatch(yaml, patch);
            case ReplaceDeprecatedFields _ -> DeprecatedFields.replaced(name, yaml);
            case RemoveLabels remove -> removePairs(yaml, LABELS, remove.keys());
            case RemoveAnnotations remove -> removePairs(yaml, ANNOTATIONS, remove.keys());
            case AddGenerator generator -> addGenerator(yaml, generator);
            case RemoveGenerators remove -> removeGenerators(yaml, remove);
        };
    }

    // images and replicas

    private EditableYaml setImage(EditableYaml yaml, SetImage image) {
        int place = place(yaml, "images", "name", image.name());
        if (place < 0) {
            return yaml.withItem("images", imageNode(image));
        }
        EditableYaml changed = yaml;
        if (image.newName().isPresent()) {
            changed = changed.withText(
                    item(changed, "images", place), "newName", image.newName().get());
        }
        if (image.newTag().isPresent()) {
            changed = changed.withText(
                    item(changed, "images", place), "newTag", image.newTag().get());
            if (image.digest().isEmpty()) {
                changed = changed.withoutEntry(item(changed, "images", place), "digest");
            }
        }
        if (image.digest().isPresent()) {
            changed = changed.withText(
                    item(changed, "images", place), "digest", image.digest().get());
            if (image.newTag().isEmpty()) {
                changed = changed.withoutEntry(item(changed, "images", place), "newTag");
            }
        }
        return changed;
    }

    private static YamlMap imageNode(SetImage image) {
        YamlMap.Builder node = YamlMap.builder().put("name", YamlScalar.ofString(image.name()));
        image.newName().ifPresent(value -> node.put("newName", YamlScalar.ofString(value)));
        image.newTag().ifPresent(value -> node.put("newTag", YamlScalar.ofString(value)));
        image.digest().ifPresent(value -> node.put("digest", YamlScalar.ofString(value)));
        return node.build();
    }

    private EditableYaml setReplicas(EditableYaml yaml, SetReplicas replicas) {
        int place = place(yaml, "replicas", "name", replicas.name());
        YamlScalar count = YamlScalar.ofInt(replicas.count());
        if (place < 0) {
            YamlMap node = YamlMap.builder()
                    .put("name", YamlScalar.ofString(replicas.name()))
                    .put("count", count)
                    .build();
            return yaml.withItem("replicas", node);
        }
        YamlMap item = item(yaml, "replicas", place);
        return item.get("count") instanceof YamlScalar old
                ? yaml.withNumber(old, count.text())
                : yaml.withEntry(item, "count", count);
    }

    /** The place of the item of a list whose field has a value, or -1. */
    private int place(EditableYaml yaml, String list, String field, String value) {
        YamlList items = yaml.root().getList(list);
        for (int i = 0; items != null && i < items.size(); i++) {
            if (items.get(i) instanceof YamlMap map && value.equals(map.getText(field))) {
                return i;
            }
        }
        return -1;
    }

    private YamlMap item(EditableYaml yaml, String list, int place) {
        YamlList items = yaml.root().getList(list);
        if (items == null || !(items.get(place) instanceof YamlMap map)) {
            throw new IllegalStateException("the list " + list + " lost its item " + place);
        }
        return map;
    }

    // labels and annotations

    private EditableYaml setPairs(EditableYaml yaml, String field, Map<String, String> pairs) {
        EditableYaml changed = yaml;
        for (Map.Entry<String, String> pair : pairs.entrySet()) {
            YamlMap map = pairMap(changed, field);
            changed = map == null || map.isEmpty()
                    ? (map == null ? changed : changed.withoutEntry(changed.root(), field)).withPairs(field, pair)
                    : changed.withText(map, pair.getKey(), pair.getValue());
        }
        return changed;
    }

    private EditableYaml addPairs(EditableYaml yaml, String field, Map<String, String> pairs) {
        YamlMap map = pairMap(yaml, field);
        for (Map.Entry<String, String> pair : pairs.entrySet()) {
            String old = map == null ? null : map.getText(pair.getKey());
            if (old != null && !old.equals(pair.getValue())) {
                throw rejected(
                        map,
                        field + " already has " + pair.getKey() + " with the value " + old,
                        "use set to change it");
            }
        }
        return setPairs(yaml, field, pairs);
    }

    private EditableYaml removePairs(EditableYaml yaml, String field, List<String> keys) {
        EditableYaml changed = yaml;
        for (String key : keys) {
            YamlMap map = pairMap(changed, field);
            if (map == null || !map.has(key)) {
                throw rejected(map, field + " has no " + key, "");
            }
            changed = map.size() == 1 ? changed.withoutEntry(changed.root(), field) : changed.withoutEntry(map, key);
        }
        return changed;
    }

    private @org.jspecify.annotations.Nullable YamlMap pairMap(EditableYaml yaml, String field) {
        YamlNode value = yaml.root().get(field);
        if (value == null || value instanceof YamlMap) {
            return (YamlMap) value;
        }
        if (value.isNull()) {
            return YamlMap.empty();
        }
        throw rejected(value, "the field " + field + " is not a map", "write its values as key: value");
    }

    // paths

    private static EditableYaml addPaths(EditableYaml yaml, AddPaths add) {
        EditableYaml changed = yaml;
        for (String path : add.paths()) {
            if (pathPlace(changed, add.list().field(), path) < 0) {
                changed = changed.withItem(add.list().field(), YamlScalar.ofString(path));
            }
        }
        return changed;
    }

    private EditableYaml removePaths(EditableYaml yaml, RemovePaths remove) {
        EditableYaml changed = yaml;
        for (String path : remove.paths()) {
            String field = remove.list().field();
            int place = pathPlace(changed, field, path);
            if (place < 0) {
                throw rejected(changed.root().get(field), field + " has no " + path, "");
            }
            changed = changed.withoutItem(field, place);
        }
        return changed;
    }

    private static int pathPlace(EditableYaml yaml, String field, String path) {
        YamlList list = yaml.root().getList(field);
        for (int i = 0; list != null && i < list.size(); i++) {
            if (list.get(i) instanceof YamlScalar scalar && scalar.text().equals(path)) {
                return i;
            }
        }
        return -1;
    }

    // patches and generators

    private static YamlMap patchNode(AddPatch patch) {
        YamlMap.Builder node = YamlMap.builder();
        patch.path().ifPresent(path -> node.put("path", YamlScalar.ofString(path)));
        patch.patch().ifPresent(text -> node.put("patch", YamlScalar.ofString(text)));
        if (!patch.target().isEmpty()) {
            YamlMap.Builder target = YamlMap.builder();
            patch.target().forEach((key, value) -> target.put(key, YamlScalar.ofString(value)));
            node.put("target", target.build());
        }
        return node.build();
    }

    private EditableYaml removePatch(EditableYaml yaml, RemovePatch patch) {
        YamlMap wanted = patchNode(new AddPatch(patch.path(), patch.patch(), patch.target()));
        YamlList patches = yaml.root().getList("patches");
        for (int i = 0; patches != null && i < patches.size(); i++) {
            if (patches.get(i) instanceof YamlMap each && isSamePatch(each, wanted)) {
                return yaml.withoutItem("patches", i);
            }
        }
        throw rejected(patches, "patches has no such patch", "give its path or text, and its whole target");
    }

    private static boolean isSamePatch(YamlMap patch, YamlMap wanted) {
        return texts(patch).equals(texts(wanted))
                && texts(Optional.ofNullable(patch.getMap("target")).orElse(YamlMap.empty()))
                        .equals(texts(
                                Optional.ofNullable(wanted.getMap("target")).orElse(YamlMap.empty())));
    }

    private static Map<String, String> texts(YamlMap map) {
        Map<String, String> texts = new TreeMap<>();
        for (int i = 0; i < map.size(); i++) {
            if (map.valueAt(i) instanceof YamlScalar scalar && !scalar.isNull()) {
                texts.put(map.keyAt(i).text(), scalar.text().strip());
            }
        }
        return texts;
    }

    private EditableYaml addGenerator(EditableYaml yaml, AddGenerator generator) {
        String field = generator.kind().field();
        int place = place(yaml, field, "name", generator.name());
        if (place >= 0) {
            throw rejected(
                    item(yaml, field, place), field + " already makes " + generator.name(), "choose another name");
        }
        YamlMap.Builder node = YamlMap.builder().put("name", YamlScalar.ofString(generator.name()));
        generator.namespace().ifPresent(value -> node.put("namespace", YamlScalar.ofString(value)));
        generator.secretType().ifPresent(value -> node.put("type", YamlScalar.ofString(value)));
        putTexts(node, "literals", generator.literals());
        putTexts(node, "files", generator.files());
        putTexts(node, "envs", generator.envFiles());
        if (generator.disableNameSuffixHash()) {
            node.put("options", YamlMap.of("disableNameSuffixHash", YamlScalar.ofBool(true)));
        }
        return yaml.withItem(field, node.build());
    }

    private static void putTexts(YamlMap.Builder node, String key, List<String> texts) {
        if (!texts.isEmpty()) {
            node.put(key, YamlList.of(texts.stream().map(YamlScalar::ofString).toList()));
        }
    }

    private EditableYaml removeGenerators(EditableYaml yaml, RemoveGenerators remove) {
        EditableYaml changed = yaml;
        for (String generated : remove.names()) {
            String field = remove.kind().field();
            int place = place(changed, field, "name", generated);
            if (place < 0) {
                throw rejected(changed.root().get(field), field + " makes no " + generated, "");
            }
            changed = changed.withoutItem(field, place);
        }
        return changed;
    }

    private EditException rejected(@org.jspecify.annotations.Nullable YamlNode node, String problem, String advice) {
        return new EditException(
                name, Optional.ofNullable(node).map(YamlNode::line).orElse(0), problem, advice);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KustomizationFile that && name.equals(that.name) && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
