package dev.capstan.argo.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.kustomize.edit.Edit;
import dev.capstan.kustomize.edit.Edit.LabelReach;
import dev.capstan.kustomize.edit.EditOutcome;
import dev.capstan.kustomize.edit.KustomizationFile;
import dev.capstan.tree.EntryKind;
import dev.capstan.tree.FileTree;
import dev.capstan.tree.OverlayTree;
import dev.capstan.tree.TreePath;
import dev.capstan.yaml.Json;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.UnwritableValueException;
import dev.capstan.yaml.YamlDocument;
import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlReader;
import dev.capstan.yaml.YamlSyntaxException;
import dev.capstan.yaml.YamlWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Lays Kustomize options over a kustomization, as {@code kustomize edit} changes it, in Argo CD's order: name prefix and suffix, images,
 * replicas, labels, annotations, namespace, patches, components.
 */
public final class KustomizeEdits {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SourceFolder folder;
    private final KustomizeOptions options;
    private final BuildEnvironment environment;

    private KustomizeEdits(SourceFolder folder, KustomizeOptions options, BuildEnvironment environment) {
        this.folder = folder;
        this.options = options;
        this.environment = environment;
    }

    /** What editing gives. */
    public sealed interface Edited {
        /** The repository with the edited file; the same tree when nothing is to be edited. */
        record Tree(FileTree tree) implements Edited {}

        /** An option cannot be laid over the kustomization. */
        record Failed(String why) implements Edited {}
    }

    /**
     * Edits the kustomization of a folder.
     *
     * @throws IOException when the tree cannot be read
     */
    public static Edited apply(SourceFolder folder, KustomizeOptions options, BuildEnvironment environment)
            throws IOException {
        try {
            return new KustomizeEdits(folder, options, environment).run();
        } catch (SourceFailure failure) {
            return new Edited.Failed(failure.getMessage());
        }
    }

    private Edited run() throws IOException, SourceFailure {
        List<Edit> edits = edits();
        List<Edit> components = components();
        if (edits.isEmpty() && components.isEmpty() && options.patches().isEmpty()) {
            return new Edited.Tree(folder.tree());
        }
        Optional<String> path = folder.kustomizationFile();
        if (path.isEmpty()) {
            throw new SourceFailure("there is no kustomization in the path");
        }
        String text = new String(folder.tree().read(path.get()), StandardCharsets.UTF_8);
        text = edited(path.get(), text, edits);
        text = options.patches().isEmpty() ? text : withPatches(path.get(), text);
        text = edited(path.get(), text, components);
        return new Edited.Tree(
                OverlayTree.of(Map.of(path.get(), text.getBytes(StandardCharsets.UTF_8)), folder.tree()));
    }

    private static String edited(String path, String text, List<Edit> edits) throws SourceFailure {
        KustomizationFile file = KustomizationFile.of(path, text);
        for (Edit edit : edits) {
            switch (file.apply(edit)) {
                case EditOutcome.Edited(KustomizationFile changed) -> file = changed;
                case EditOutcome.Rejected(var problem) -> throw new SourceFailure(problem.describe());
            }
        }
        return file.text();
    }

    private List<Edit> edits() throws SourceFailure {
        List<Edit> edits = new ArrayList<>();
        if (!options.namePrefix().isEmpty()) {
            edits.add(new Edit.SetNamePrefix(options.namePrefix()));
        }
        if (!options.nameSuffix().isEmpty()) {
            edits.add(new Edit.SetNameSuffix(options.nameSuffix()));
        }
        for (String image : options.images()) {
            String expanded = environment.expand(image);
            edits.add(Edit.SetImage.parse(expanded)
                    .orElseThrow(() -> new SourceFailure("kustomize.images: '" + expanded
                            + "' is not an image; write name:tag, name@digest or name=other:tag")));
        }
        for (KustomizeOptions.Replicas replicas : options.replicas()) {
            edits.add(new Edit.SetReplicas(replicas.name(), count(replicas)));
        }
        labels().ifPresent(edits::add);
        annotations().ifPresent(edits::add);
        if (!options.namespace().isEmpty()) {
            edits.add(new Edit.SetNamespace(options.namespace()));
        }
        return edits;
    }

    private static long count(KustomizeOptions.Replicas replicas) throws SourceFailure {
        try {
            return Integer.parseInt(replicas.count());
        } catch (NumberFormatException notANumber) {
            throw new SourceFailure("kustomize.replicas: the count '" + replicas.count() + "' is no integer");
        }
    }

    private Optional<Edit> labels() throws SourceFailure {
        if (options.commonLabels().isEmpty()) {
            return Optional.empty();
        }
        if (options.includesTemplates() && !options.leavesSelectors()) {
            throw new SourceFailure("kustomize.labelIncludeTemplates needs labelWithoutSelector");
        }
        LabelReach reach = !options.leavesSelectors()
                ? LabelReach.SELECTORS
                : options.includesTemplates() ? LabelReach.TEMPLATES : LabelReach.OBJECTS;
        Map<String, String> labels = new TreeMap<>();
        options.commonLabels().forEach((key, value) -> labels.put(key, environment.expand(value)));
        return Optional.of(
                options.forcesLabels() ? new Edit.SetLabels(reach, labels) : new Edit.AddLabels(reach, labels));
    }

    private Optional<Edit> annotations() {
        if (options.commonAnnotations().isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> annotations = new TreeMap<>();
        options.commonAnnotations()
                .forEach((key, value) ->
                        annotations.put(key, options.expandsAnnotations() ? environment.expand(value) : value));
        return Optional.of(
                options.forcesAnnotations()
                        ? new Edit.SetAnnotations(annotations)
                        : new Edit.AddAnnotations(annotations));
    }

    private List<Edit> components() throws IOException {
        List<String> components = new ArrayList<>();
        for (String component : options.components()) {
            if (!options.ignoresMissingComponents() || exists(component)) {
                components.add(component);
            }
        }
        return components.isEmpty() ? List.of() : List.of(new Edit.AddPaths(Edit.PathList.COMPONENTS, components));
    }

    private boolean exists(String component) throws IOException {
        Optional<String> joined = TreePath.join(folder.path(), component);
        Optional<String> resolved = joined.isEmpty() ? joined : TreePath.resolve(folder.tree(), joined.get());
        return resolved.isPresent() && folder.tree().kind(resolved.get()) != EntryKind.ABSENT;
    }

    /** There is no command for patches with options, so they are added to what the file means. */
    private String withPatches(String path, String text) throws SourceFailure {
        try {
            List<YamlDocument> documents =
                    YamlReader.readAllLastKeyWins(path, text.getBytes(StandardCharsets.UTF_8), Limits.DEFAULT);
            YamlNode root =
                    documents.isEmpty() ? YamlMap.empty() : documents.getFirst().root();
            if (!(root instanceof YamlMap content)) {
                throw new SourceFailure(path + ": it is not a map of fields");
            }
            YamlNode present = content.find("patches").orElse(YamlList.of(List.of()));
            if (!(present instanceof YamlList patches)) {
                throw new SourceFailure(path + ": 'patches' is not a list");
            }
            YamlMap changed = content.with("patches", patches.plusAll(patches()));
            return new String(YamlWriter.write(changed), StandardCharsets.UTF_8);
        } catch (YamlSyntaxException | UnwritableValueException unreadable) {
            throw new SourceFailure(String.valueOf(unreadable.getMessage()));
        }
    }

    private List<YamlNode> patches() {
        List<YamlNode> patches = new ArrayList<>();
        for (JsonNode patch : options.patches()) {
            try {
                patches.add(Json.read("kustomize.patches", JSON.writeValueAsBytes(patch), Limits.DEFAULT));
            } catch (JsonProcessingException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
        return patches;
    }
}
