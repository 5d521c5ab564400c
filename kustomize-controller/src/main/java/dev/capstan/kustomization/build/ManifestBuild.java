package dev.capstan.kustomization.build;

import dev.capstan.api.kustomize.KustomizationSpec;
import dev.capstan.kustomize.BuildOptions;
import dev.capstan.kustomize.BuildOutcome;
import dev.capstan.kustomize.BuildProblem;
import dev.capstan.kustomize.BuiltObject;
import dev.capstan.kustomize.Kustomizer;
import dev.capstan.kustomize.tree.BuildInputs;
import dev.capstan.kustomize.tree.FileTree;
import dev.capstan.kustomize.tree.OverlayTree;
import dev.capstan.kustomize.tree.RecordingTree;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlDocument;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlReader;
import dev.capstan.yaml.YamlSyntaxException;
import dev.capstan.yaml.YamlWriter;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds a folder of an artifact with the settings of a Kustomization, without writing a file. */
public final class ManifestBuild {

    private final Kustomizer kustomizer;
    private final BuildOptions options;

    /** Builds with those options; the load restriction should be none, since nothing outside of the tree can be read. */
    public ManifestBuild(Kustomizer kustomizer, BuildOptions options) {
        this.kustomizer = kustomizer;
        this.options = options;
    }

    /** What became of a build. */
    public sealed interface Result {

        /**
         * The objects.
         *
         * @param inputs everything of the artifact that decided on them
         */
        record Built(List<BuiltObject> objects, BuildInputs inputs) implements Result {}

        /** No objects, and why. */
        record NotBuilt(BuildStepFailure failure) implements Result {}
    }

    /**
     * Builds.
     *
     * @param artifact the files
     * @param folder the folder to build, normalised
     */
    public Result build(FileTree artifact, String folder, KustomizationSpec spec) {
        Optional<BuildStepFailure> unusable = unusableComponent(spec);
        if (unusable.isPresent()) {
            return new Result.NotBuilt(unusable.get());
        }
        try {
            return buildRecording(artifact, new RecordingTree(artifact), folder, spec);
        } catch (YamlSyntaxException e) {
            return new Result.NotBuilt(new BuildStepFailure(e.problem().message()));
        } catch (IOException e) {
            return new Result.NotBuilt(new BuildStepFailure("the artifact could not be read: " + e.getMessage()));
        }
    }

    private Result buildRecording(FileTree artifact, RecordingTree recording, String folder, KustomizationSpec spec)
            throws IOException {
        Optional<String> file = KustomizationFile.find(recording, folder);
        YamlMap written =
                file.isPresent() ? contentOf(recording, file.get()) : GeneratedKustomization.of(recording, folder);
        YamlMap wanted = new SpecOverlay(spec, recording, folder).over(written);
        boolean isAsWritten = file.isPresent() && wanted.equals(written);
        String path = file.orElseGet(() -> KustomizationFile.defaultPath(folder));
        FileTree tree = isAsWritten ? recording : overlaid(recording, path, wanted);
        return switch (kustomizer.build(tree, folder, options)) {
            case BuildOutcome.Built built -> new Result.Built(built.objects(), recording.inputs());
            case BuildOutcome.BuildFailed failed ->
                notBuilt(
                        isAsWritten || file.isEmpty()
                                ? failed.problem()
                                : problemAsWritten(artifact, folder, failed.problem()));
        };
    }

    private static FileTree overlaid(FileTree tree, String path, YamlMap content) {
        return OverlayTree.of(
                Map.of(path, YamlWriter.keepingKeyOrder().append(content).toBytes()), tree);
    }

    private static YamlMap contentOf(FileTree tree, String file) throws IOException {
        List<YamlDocument> documents = YamlReader.readAll(file, tree.read(file), Limits.DEFAULT);
        return documents.size() == 1 && documents.getFirst().root() instanceof YamlMap map ? map : YamlMap.empty();
    }

    /**
     * Settings laid over a file move its lines. When the file fails in the same way as it was written, that failure is
     * told, because it names the right line.
     */
    private BuildProblem problemAsWritten(FileTree artifact, String folder, BuildProblem problem) {
        return switch (kustomizer.build(artifact, folder, options)) {
            case BuildOutcome.BuildFailed asWritten
            when asWritten.problem().code() == problem.code() -> asWritten.problem();
            case BuildOutcome.BuildFailed _, BuildOutcome.Built _ -> problem;
        };
    }

    private static Result notBuilt(BuildProblem problem) {
        return new Result.NotBuilt(new BuildStepFailure("kustomize build failed: " + problem.describe()));
    }

    private static Optional<BuildStepFailure> unusableComponent(KustomizationSpec spec) {
        return spec.components().stream()
                .filter(component -> component.startsWith("/") || component.contains("://") || component.contains("@"))
                .findFirst()
                .map(component -> new BuildStepFailure(
                        "component '%s' is not a local relative path; spec.components takes folders of the same artifact"
                                .formatted(component)));
    }
}
