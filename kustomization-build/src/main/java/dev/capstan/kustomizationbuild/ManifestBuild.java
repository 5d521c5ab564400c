package dev.capstan.kustomizationbuild;

import dev.capstan.api.kustomize.KustomizationSpec;
import dev.capstan.kustomizationbuild.decrypt.DecryptedFiles;
import dev.capstan.kustomizationbuild.decrypt.FileDecryption;
import dev.capstan.kustomizationbuild.decrypt.PlainTexts;
import dev.capstan.kustomize.BuildOptions;
import dev.capstan.kustomize.BuildOutcome;
import dev.capstan.kustomize.BuildProblem;
import dev.capstan.kustomize.BuildWarning;
import dev.capstan.kustomize.BuiltObject;
import dev.capstan.kustomize.Kustomizer;
import dev.capstan.kustomize.RemoteBases;
import dev.capstan.tree.FileTree;
import dev.capstan.tree.OverlayTree;
import dev.capstan.tree.RecordingTree;
import dev.capstan.tree.TreeInputs;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlDocument;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlReader;
import dev.capstan.yaml.YamlSyntaxException;
import dev.capstan.yaml.YamlWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds a folder of an artifact with the settings of a Kustomization, without writing a file. */
public final class ManifestBuild {

    private final Kustomizer kustomizer;
    private final BuildOptions options;
    private final RemoteBaseSource remotes;
    private final BuildSlots slots;

    /**
     * @param options for every build; the load restriction should be none, since nothing outside of the tree can be read
     * @param remotes where remote bases come from, in place of what the options say
     * @param slots how many builds are under way at once
     */
    public ManifestBuild(Kustomizer kustomizer, BuildOptions options, RemoteBaseSource remotes, BuildSlots slots) {
        this.kustomizer = kustomizer;
        this.options = options;
        this.remotes = remotes;
        this.slots = slots;
    }

    /** What became of a build. */
    public sealed interface Result {

        /**
         * The objects.
         *
         * @param inputs everything of the artifact that decided on them
         * @param isRepeatable whether nothing else did: not when a remote base may be another one next time
         * @param warnings what the build did as kustomize does, though nobody is likely to have wanted it
         * @param plains what was decrypted, which no message about the objects may show
         */
        record Built(
                List<BuiltObject> objects,
                TreeInputs inputs,
                boolean isRepeatable,
                List<BuildWarning> warnings,
                PlainTexts plains)
                implements Result {}

        /** No objects, and why. */
        record NotBuilt(BuildStepFailure failure) implements Result {}
    }

    /**
     * Builds without decrypting anything.
     *
     * @param artifact the files
     * @param folder the folder to build, normalised
     * @param timeout for all remote bases together
     */
    public Result build(FileTree artifact, String folder, KustomizationSpec spec, Duration timeout) {
        return build(artifact, folder, spec, timeout, Optional.empty());
    }

    /**
     * Builds.
     *
     * @param artifact the files
     * @param folder the folder to build, normalised
     * @param timeout for all remote bases together, and for all that key services are asked
     * @param decryption opens encrypted files; empty to leave them as they are
     */
    public Result build(
            FileTree artifact,
            String folder,
            KustomizationSpec spec,
            Duration timeout,
            Optional<FileDecryption> decryption) {
        Optional<BuildStepFailure> unusable = unusableComponent(spec);
        if (unusable.isPresent()) {
            return new Result.NotBuilt(unusable.get());
        }
        var bases = new RecordedBases(remotes.forOneBuild(timeout), slots);
        slots.enter();
        try {
            return new OneBuild(artifact, folder, bases, decryption.map(it -> decrypted(it, timeout))).of(spec);
        } catch (YamlSyntaxException e) {
            return new Result.NotBuilt(new BuildStepFailure(e.problem().message()));
        } catch (IOException e) {
            return new Result.NotBuilt(new BuildStepFailure("the artifact could not be read: " + e.getMessage()));
        } catch (OutOfMemoryError full) {
            return new Result.NotBuilt(new BuildStepFailure(
                    "the build needs more memory than the controller has (%d MiB); give the controller more, or split the folder"
                            .formatted(Runtime.getRuntime().maxMemory() >> 20)));
        } finally {
            slots.leave();
        }
    }

    private DecryptedFiles decrypted(FileDecryption decryption, Duration timeout) {
        return new DecryptedFiles(
                decryption.asking(keys -> new RemoteKeys(keys, slots, timeout)),
                options.limits().maxFileBytes());
    }

    /** One build: what it reads is recorded as it lies in the artifact, whoever reads it. */
    private final class OneBuild {
        private final FileTree artifact;
        private final RecordingTree recording;
        private final String folder;
        private final RecordedBases bases;
        private final Optional<DecryptedFiles> decrypted;

        OneBuild(FileTree artifact, String folder, RecordedBases bases, Optional<DecryptedFiles> decrypted) {
            this.artifact = artifact;
            this.recording = new RecordingTree(artifact);
            this.folder = folder;
            this.bases = bases;
            this.decrypted = decrypted;
        }

        Result of(KustomizationSpec spec) throws IOException {
            FileTree plain = inPlain(recording);
            Optional<String> file = KustomizationFileLocator.find(plain, folder);
            YamlMap written =
                    file.isPresent() ? contentOf(plain, file.get()) : GeneratedKustomization.of(plain, folder);
            YamlMap wanted = new SpecOverlay(spec, plain, folder).over(written);
            boolean isAsWritten = file.isPresent() && wanted.equals(written);
            String path = file.orElseGet(() -> KustomizationFileLocator.defaultPath(folder));
            BuildOutcome outcome = build(isAsWritten ? plain : overlaid(plain, path, wanted));
            Optional<String> undecrypted = decrypted.flatMap(DecryptedFiles::failure);
            if (undecrypted.isPresent()) {
                return new Result.NotBuilt(new BuildStepFailure(undecrypted.get()));
            }
            return switch (outcome) {
                case BuildOutcome.Built built ->
                    built(
                            built.objects(),
                            isAsWritten ? built.warnings() : withoutLinesOf(path, file.isPresent(), built.warnings()));
                case BuildOutcome.BuildFailed failed ->
                    notBuilt(shown(
                            isAsWritten || file.isEmpty() ? failed.problem() : problemAsWritten(failed.problem())));
            };
        }

        private Result built(List<BuiltObject> objects, List<BuildWarning> warnings) {
            if (decrypted.isEmpty()) {
                return new Result.Built(objects, recording.inputs(), !bases.mayMove(), warnings, PlainTexts.NONE);
            }
            DecryptedFiles files = decrypted.get();
            List<BuiltObject> plain = files.plain(objects);
            return files.failure()
                    .<Result>map(message -> new Result.NotBuilt(new BuildStepFailure(message)))
                    .orElseGet(() -> new Result.Built(
                            plain,
                            recording.inputs(),
                            !bases.mayMove(),
                            warnings.stream().map(files::shown).toList(),
                            files.plains()));
        }

        /**
         * Settings laid over a file move its lines. When the file fails in the same way as it was written, that failure
         * is reported, because it names the right line.
         */
        private BuildProblem problemAsWritten(BuildProblem problem) {
            return switch (build(inPlain(artifact))) {
                case BuildOutcome.BuildFailed asWritten
                when asWritten.problem().code() == problem.code() -> asWritten.problem();
                case BuildOutcome.BuildFailed _, BuildOutcome.Built _ -> problem;
            };
        }

        private BuildOutcome build(FileTree tree) {
            RemoteBases inPlain =
                    decrypted.<RemoteBases>map(files -> files.over(bases)).orElse(bases);
            return kustomizer.build(tree, folder, options.withRemoteBases(inPlain));
        }

        private FileTree inPlain(FileTree tree) {
            return decrypted.map(files -> files.over(tree)).orElse(tree);
        }

        private BuildProblem shown(BuildProblem problem) {
            return decrypted.map(files -> files.shown(problem)).orElse(problem);
        }
    }

    /** What the spec says stands in that file only for this build, and moves the other lines of it. */
    private static List<BuildWarning> withoutLinesOf(String path, boolean isFile, List<BuildWarning> warnings) {
        String place = isFile ? "spec.patches or " + path : "spec.patches";
        return warnings.stream()
                .map(warning -> warning.file().equals(path) ? warning.at(place, 0) : warning)
                .toList();
    }

    private static FileTree overlaid(FileTree tree, String path, YamlMap content) {
        return OverlayTree.of(
                Map.of(path, YamlWriter.keepingKeyOrder().append(content).toBytes()), tree);
    }

    private YamlMap contentOf(FileTree tree, String file) throws IOException {
        int bytes = (int) Math.min(options.limits().maxFileBytes(), Integer.MAX_VALUE);
        var limits = new Limits(bytes, Limits.DEFAULT.depth(), Limits.DEFAULT.aliasedNodes());
        List<YamlDocument> documents = YamlReader.readAll(file, tree.read(file), limits);
        return documents.size() == 1 && documents.getFirst().root() instanceof YamlMap map ? map : YamlMap.empty();
    }

    private static Result notBuilt(BuildProblem problem) {
        String settings = problem.code() == BuildProblem.Code.LIMIT_EXCEEDED
                ? " The operator of the controller sets the limits with capstan.kustomize.build.*"
                : "";
        return new Result.NotBuilt(new BuildStepFailure("kustomize build failed: " + problem.describe() + settings));
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
