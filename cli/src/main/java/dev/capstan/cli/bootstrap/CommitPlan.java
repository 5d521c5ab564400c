package dev.capstan.cli.bootstrap;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.api.kustomize.KustomizationSpec;
import dev.capstan.kustomizationbuild.BuildSlots;
import dev.capstan.kustomizationbuild.ManifestBuild;
import dev.capstan.kustomizationbuild.RemoteBaseSource;
import dev.capstan.kustomize.BuildOptions;
import dev.capstan.kustomize.BuildOptions.LoadRestriction;
import dev.capstan.kustomize.BuildOutcome;
import dev.capstan.kustomize.BuiltObject;
import dev.capstan.kustomize.Kustomizer;
import dev.capstan.tree.EntryKind;
import dev.capstan.tree.FileTree;
import dev.capstan.tree.OverlayTree;
import dev.capstan.yaml.YamlMap;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides what a commit has to hold so that a cluster keeps itself, and tries it before anything is pushed. */
final class CommitPlan {

    private static final Duration REMOTE_BASES = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ClusterFiles files;
    private final SyncSpec sync;
    private final Map<String, byte[]> content;
    private final boolean isForced;
    private final RemoteBaseSource remotes;

    /**
     * @param content of all files
     * @param isForced whether the folder of another cluster may be taken
     * @param remotes where remote bases of the user's own files come from
     */
    CommitPlan(
            ClusterFiles files,
            SyncSpec sync,
            Map<String, byte[]> content,
            boolean isForced,
            RemoteBaseSource remotes) {
        this.files = files;
        this.sync = sync;
        this.content = new LinkedHashMap<>(content);
        this.isForced = isForced;
        this.remotes = remotes;
    }

    /** What to do with a branch. */
    sealed interface Decision {

        /**
         * These files are to hold this; they may do so already.
         *
         * @param files by path
         * @param objects what the folder of the installation builds to then
         */
        record Write(Map<String, byte[]> files, List<YamlMap> objects) implements Decision {}

        /** Nothing may be written. */
        record Refuse(String why) implements Decision {}
    }

    /**
     * Decides.
     *
     * @param branch the files of the branch as they are
     */
    Decision decide(FileTree branch) throws IOException {
        Optional<String> stranger = RecordedSync.read(branch, files.sync()).flatMap(there -> there.difference(sync));
        if (stranger.isPresent() && !isForced) {
            return new Decision.Refuse(
                    "%s keeps a cluster already, from %s. Choose another --path for this cluster; --force takes the folder over"
                            .formatted(files.folder(), stranger.get()));
        }
        Map<String, byte[]> wanted = new LinkedHashMap<>(content);
        if (branch.kind(files.kustomization()) != EntryKind.ABSENT) {
            wanted.remove(files.kustomization()); // it may hold patches of the user
        }
        FileTree after = OverlayTree.of(wanted, branch);
        return switch (new Kustomizer().build(after, files.folder(), withoutRestriction())) {
            case BuildOutcome.BuildFailed failed ->
                new Decision.Refuse("%s would not build: %s"
                        .formatted(files.folder(), failed.problem().describe()));
            case BuildOutcome.Built built ->
                problem(built.objects(), after)
                        .<Decision>map(Decision.Refuse::new)
                        .orElseGet(() -> new Decision.Write(
                                wanted,
                                built.objects().stream()
                                        .map(BuiltObject::content)
                                        .toList()));
        };
    }

    private Optional<String> problem(List<BuiltObject> installation, FileTree after) throws IOException {
        for (String file : List.of("gotk-components.yaml", "gotk-sync.yaml")) {
            String kind = file.equals("gotk-sync.yaml") ? "Kustomization" : "Deployment";
            if (installation.stream().noneMatch(object -> kind.equals(object.kind()))) {
                return Optional.of("%s leaves out %s: add it to its resources, or the cluster would not keep itself"
                        .formatted(files.kustomization(), file));
            }
        }
        return problemOfWhole(after);
    }

    /** The folder of the cluster, as the Kustomization will build it. */
    private Optional<String> problemOfWhole(FileTree after) {
        ManifestBuild build = new ManifestBuild(new Kustomizer(), withoutRestriction(), remotes, new BuildSlots(1));
        KustomizationSpec spec = JSON.convertValue(
                Map.of(
                        "interval", sync.interval(),
                        "prune", true,
                        "sourceRef", Map.of("kind", "GitRepository", "name", sync.name())),
                KustomizationSpec.class);
        return switch (build.build(after, files.path().folder(), spec, REMOTE_BASES)) {
            case ManifestBuild.Result.NotBuilt(var failure) ->
                Optional.of("the folder '%s' would not build, and the cluster could not follow it: %s"
                        .formatted(files.path(), failure.message()));
            case ManifestBuild.Result.Built built ->
                built.objects().stream().anyMatch(this::isSync)
                        ? Optional.empty()
                        : Optional.of(
                                "%s leaves out %s/: add '- %s' to its resources, or the cluster would not keep itself"
                                        .formatted(
                                                files.path().file("kustomization.yaml"),
                                                files.folder(),
                                                files.namespace()));
        };
    }

    private boolean isSync(BuiltObject object) {
        return object.kind().equals("Kustomization")
                && object.group().equals("kustomize.toolkit.fluxcd.io")
                && object.name().equals(sync.name());
    }

    private static BuildOptions withoutRestriction() {
        return BuildOptions.defaults().withLoadRestriction(LoadRestriction.NONE);
    }
}
