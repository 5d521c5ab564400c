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
import dev.capstan.kustomize.edit.Edit.SetLiterals;
import dev.capstan.kustomize.edit.Edit.SetNamePrefix;
import dev.capstan.kustomize.edit.Edit.SetNameSuffix;
import dev.capstan.kustomize.edit.Edit.SetNamespace;
import dev.capstan.kustomize.edit.Edit.SetPaths;
import dev.capstan.kustomize.edit.Edit.SetReplicas;
import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlProblem;
import dev.capstan.yaml.YamlScalar;
import dev.capstan.yaml.YamlSyntaxException;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The text of a kustomization file. Edits keep comments, blank lines, order, quoting and line ends of everything that they
 * are not about.
 */
public final class KustomizationFile {
    /** Each costs one more edit. */
    private static final int MOST_ALIASES_KEPT = 100;

    private final String name;
    private final String text;
    private final PairEdits pairs;
    private final GeneratorEdits generators;

    private KustomizationFile(String name, String text) {
        this.name = name;
        this.text = text;
        this.pairs = new PairEdits(name);
        this.generators = new GeneratorEdits(name);
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

    /** The texts in one of the lists of paths; empty when it is not there, or the file cannot be read. */
    public List<String> entries(Edit.PathList list) {
        try {
            YamlList entries = EditableYaml.of(name, text).root().getList(list.field());
            return entries == null
                    ? List.of()
                    : entries.items().stream()
                            .filter(YamlScalar.class::isInstance)
                            .map(entry -> ((YamlScalar) entry).text())
                            .toList();
        } catch (EditException | YamlSyntaxException unreadable) {
            return List.of();
        }
    }

    /** Makes one edit. */
    public EditOutcome apply(Edit edit) {
        try {
            EditableYaml changed = changedInOnePlace(EditableYaml.of(name, text), edit);
            return new EditOutcome.Edited(new KustomizationFile(name, changed.text()));
        } catch (EditException rejected) {
            return new EditOutcome.Rejected(rejected.problem());
        } catch (YamlSyntaxException unreadable) {
            YamlProblem problem = unreadable.problem();
            return new EditOutcome.Rejected(
                    new EditProblem(problem.file(), problem.line(), problem.problem(), problem.hint()));
        }
    }

    /**
     * An edit means one place. So what it means is what it does to a file in which all aliases are written out; in the result
     * only those are written out that must be.
     */
    private EditableYaml changedInOnePlace(EditableYaml yaml, Edit edit) {
        BitSet writtenOut = new BitSet();
        writtenOut.set(0, yaml.aliases());
        EditableYaml result = changed(yaml.withoutAliases(writtenOut), edit);
        YamlMap meant = result.root();
        for (int i = 0; i < Math.min(yaml.aliases(), MOST_ALIASES_KEPT); i++) {
            writtenOut.clear(i);
            Optional<EditableYaml> shared = changedTo(meant, yaml, writtenOut, edit);
            result = shared.orElse(result);
            writtenOut.set(i, shared.isEmpty());
        }
        return result;
    }

    private Optional<EditableYaml> changedTo(YamlMap meant, EditableYaml yaml, BitSet writtenOut, Edit edit) {
        try {
            return Optional.of(changed(yaml.withoutAliases(writtenOut), edit))
                    .filter(changed -> changed.root().equals(meant));
        } catch (EditException | YamlSyntaxException reachesOtherPlaces) {
            return Optional.empty();
        }
    }

    private EditableYaml changed(EditableYaml yaml, Edit edit) {
        return switch (edit) {
            case SetImage image -> setImage(yaml, image);
            case SetNamespace set -> yaml.withText(yaml.root(), "namespace", set.namespace());
            case SetNamePrefix set -> yaml.withText(yaml.root(), "namePrefix", set.prefix());
            case SetNameSuffix set -> yaml.withText(yaml.root(), "nameSuffix", set.suffix());
            case SetReplicas replicas -> setReplicas(yaml, replicas);
            case SetLabels set -> pairs.set(yaml, set.reach(), set.labels());
            case SetAnnotations set -> pairs.set(yaml, PairEdits.ANNOTATIONS, set.annotations());
            case AddLabels add -> pairs.add(yaml, add.reach(), add.labels());
            case AddAnnotations add -> pairs.add(yaml, PairEdits.ANNOTATIONS, add.annotations());
            case AddPaths add -> addPaths(yaml, add);
            case SetPaths set ->
                addPaths(yaml.withoutEntry(yaml.root(), set.list().field()), new AddPaths(set.list(), set.paths()));
            case RemovePaths remove -> removePaths(yaml, remove);
            case AddPatch patch -> yaml.withItem("patches", patchNode(patch));
            case RemovePatch patch -> removePatch(yaml, patch);
            case ReplaceDeprecatedFields _ -> DeprecatedFields.replaced(name, yaml);
            case RemoveLabels remove -> pairs.remove(yaml, PairEdits.COMMON_LABELS, remove.keys(), remove.mayMiss());
            case RemoveAnnotations remove -> pairs.remove(yaml, PairEdits.ANNOTATIONS, remove.keys(), remove.mayMiss());
            case AddGenerator generator -> generators.add(yaml, generator);
            case SetLiterals literals -> generators.setLiterals(yaml, literals);
            case RemoveGenerators remove -> generators.remove(yaml, remove);
        };
    }

    // images and replicas

    private EditableYaml setImage(EditableYaml yaml, SetImage image) {
        int place = yaml.itemNamed("images", image.name());
        if (place < 0) {
            return yaml.withItem("images", imageNode(image));
        }
        EditableYaml changed = yaml;
        if (image.newName().isPresent()) {
            changed = changed.withText(
                    changed.item("images", place), "newName", image.newName().get());
        }
        if (image.newTag().isPresent()) {
            changed = changed.withText(
                    changed.item("images", place), "newTag", image.newTag().get());
            if (image.digest().isEmpty()) {
                changed = changed.withoutEntry(changed.item("images", place), "digest");
            }
        }
        if (image.digest().isPresent()) {
            changed = changed.withText(
                    changed.item("images", place), "digest", image.digest().get());
            if (image.newTag().isEmpty()) {
                changed = changed.withoutEntry(changed.item("images", place), "newTag");
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
        int place = yaml.itemNamed("replicas", replicas.name());
        YamlScalar count = YamlScalar.ofInt(replicas.count());
        if (place < 0) {
            YamlMap node = YamlMap.builder()
                    .put("name", YamlScalar.ofString(replicas.name()))
                    .put("count", count)
                    .build();
            return yaml.withItem("replicas", node);
        }
        YamlMap item = yaml.item("replicas", place);
        return item.get("count") instanceof YamlScalar old
                ? yaml.withNumber(old, count.text())
                : yaml.withEntry(item, "count", count);
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
            while (place >= 0) {
                changed = changed.withoutItem(field, place);
                place = pathPlace(changed, field, path);
            }
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

    // patches

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
        int place = patchPlace(yaml, wanted);
        if (place < 0) {
            throw rejected(
                    yaml.root().get("patches"),
                    "patches has no such patch",
                    "give its path or text, and its whole target");
        }
        EditableYaml changed = yaml;
        while (place >= 0) {
            changed = changed.withoutItem("patches", place);
            place = patchPlace(changed, wanted);
        }
        return changed;
    }

    private static int patchPlace(EditableYaml yaml, YamlMap wanted) {
        YamlList patches = yaml.root().getList("patches");
        for (int i = 0; patches != null && i < patches.size(); i++) {
            if (patches.get(i) instanceof YamlMap each && isSamePatch(each, wanted)) {
                return i;
            }
        }
        return -1;
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

    private EditException rejected(@Nullable YamlNode node, String problem, String advice) {
        return EditException.at(name, node, problem, advice);
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
