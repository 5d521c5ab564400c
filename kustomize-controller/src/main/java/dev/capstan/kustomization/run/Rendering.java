package dev.capstan.kustomization.run;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.kustomize.KustomizationSpec;
import dev.capstan.api.kustomize.PostBuild;
import dev.capstan.api.meta.Reason;
import dev.capstan.kustomization.build.BuildPath;
import dev.capstan.kustomization.build.ManifestBuild;
import dev.capstan.kustomization.build.ObjectFinish;
import dev.capstan.kustomization.dependency.DependencyVerdict;
import dev.capstan.kustomization.snapshot.ArtifactVersion;
import dev.capstan.kustomization.snapshot.KnownKustomization;
import dev.capstan.kustomization.snapshot.KnownSource;
import dev.capstan.kustomization.substitute.Variables;
import dev.capstan.tree.FileTree;
import dev.capstan.tree.TreeInputs;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** The first half of a run: from the source to the objects that are wanted. Changes nothing in the cluster. */
final class Rendering {

    private final RunParts parts;
    private final KnownKustomization subject;
    private final KustomizationSpec spec;
    private final Occasion occasion;
    private final boolean verifiesAll;
    /** What the result will be remembered by; known once everything is built. */
    private Optional<RunMemory> built = Optional.empty();

    /** @param verifiesAll whether everything will be sent to the API server, also what the watches know */
    Rendering(RunParts parts, KnownKustomization subject, Occasion occasion, boolean verifiesAll) {
        this.parts = parts;
        this.subject = subject;
        this.spec = subject.spec();
        this.occasion = occasion;
        this.verifiesAll = verifiesAll;
    }

    /** Renders; ends the run when something is missing or wrong, or when there is nothing to do. */
    Step<Wanted> render(Acceptance.Accepted accepted) {
        return findSource(accepted)
                .then(this::checkDependencies)
                .then(this::fetch)
                .then(this::loadVariables)
                .then(this::unlessNothingChanged)
                .then(this::build);
    }

    /** What to remember when the run ends well; empty before everything is built. */
    Optional<RunMemory> memory() {
        return built;
    }

    private record Sourced(Acceptance.Accepted accepted, Artifact artifact, Attempt attempt) {}

    private Step<Sourced> findSource(Acceptance.Accepted accepted) {
        return switch (parts.ports().sources().find(accepted.source())) {
            case Sources.Lookup.Missing _ ->
                notReady(
                        "Source '%s' not found".formatted(accepted.source()),
                        RunResult.SourceNotReady.Wait.RETRY_INTERVAL);
            case Sources.Lookup.KindMissing(var advice) ->
                notReady(
                        "Source '%s' not found: %s".formatted(accepted.source(), advice),
                        RunResult.SourceNotReady.Wait.DEPENDENCY_INTERVAL);
            case Sources.Lookup.Found(var source) ->
                source.artifact()
                        .<Step<Sourced>>map(artifact -> new Step.GoesOn<>(new Sourced(
                                accepted,
                                artifact,
                                new Attempt(artifact.revision(), KnownSource.originRevision(artifact)))))
                        .orElseGet(() -> notReady(
                                "Source artifact not found: '%s' has none yet".formatted(accepted.source()),
                                RunResult.SourceNotReady.Wait.DEPENDENCY_INTERVAL));
        };
    }

    private Step<Sourced> checkDependencies(Sourced sourced) {
        Attempt attempt = sourced.attempt();
        return switch (parts.dependencies()
                .check(subject, attempt.revision(), parts.ports().kustomizations()::find)) {
            case DependencyVerdict.Ready _ -> new Step.GoesOn<>(sourced);
            case DependencyVerdict.NotReady(var message) ->
                new Step.Ends<>(new RunResult.DependencyNotReady(message, attempt));
            case DependencyVerdict.ExpressionInvalid(var message) ->
                new Step.Ends<>(new RunResult.Refused(
                        Reason.INVALID_CEL_EXPRESSION,
                        "Reconciliation failed terminally due to configuration error: " + message,
                        Optional.of(attempt)));
            case DependencyVerdict.Forbidden(var message) ->
                new Step.Ends<>(new RunResult.Refused(Reason.ACCESS_DENIED, message, Optional.of(attempt)));
        };
    }

    private record Fetched(Sourced sourced, FileTree tree, String folder) {
        Attempt attempt() {
            return sourced.attempt();
        }
    }

    private Step<Fetched> fetch(Sourced sourced) {
        return switch (parts.ports().artifacts().open(sourced.artifact())) {
            case ArtifactTrees.Opening.NotThere(var message) ->
                notReady(
                        "Source is not ready, artifact not found: " + message,
                        RunResult.SourceNotReady.Wait.DEPENDENCY_INTERVAL);
            case ArtifactTrees.Opening.Unusable(var message) ->
                failed(Reason.ARTIFACT_FAILED, Stage.FETCHING, message, sourced.attempt(), false);
            case ArtifactTrees.Opening.Opened(var tree) -> folderIn(sourced, tree);
        };
    }

    private Step<Fetched> folderIn(Sourced sourced, FileTree tree) {
        String path = Optional.ofNullable(spec.path()).orElse("");
        try {
            return BuildPath.resolve(tree, path)
                    .<Step<Fetched>>map(folder -> new Step.GoesOn<>(new Fetched(sourced, tree, folder)))
                    .orElseGet(() -> failed(
                            Reason.ARTIFACT_FAILED,
                            Stage.FETCHING,
                            "kustomization path not found: '%s' is no folder of revision %s; correct spec.path or add the folder"
                                    .formatted(path, sourced.attempt().revision()),
                            sourced.attempt(),
                            false));
        } catch (IOException e) {
            return failed(
                    Reason.ARTIFACT_FAILED,
                    Stage.FETCHING,
                    "the artifact could not be read: " + e.getMessage(),
                    sourced.attempt(),
                    false);
        }
    }

    private record Parameterised(Fetched fetched, Variables variables) {
        ArtifactVersion version() {
            return ArtifactVersion.of(fetched.sourced().artifact());
        }

        Attempt attempt() {
            return fetched.attempt();
        }
    }

    private Step<Parameterised> loadVariables(Fetched fetched) {
        PostBuild postBuild = spec.postBuild();
        if (postBuild == null) {
            return new Step.GoesOn<>(new Parameterised(fetched, Variables.NONE));
        }
        return switch (parts.variables().load(postBuild, subject.key().namespace())) {
            case VariableLoader.Loading.Loaded(var loaded) -> new Step.GoesOn<>(new Parameterised(fetched, loaded));
            case VariableLoader.Loading.NotLoaded(var message) ->
                failed(Reason.BUILD_FAILED, Stage.BUILDING, message, fetched.attempt(), true);
        };
    }

    /** The same files, spec and variables give the same objects: then only the revision is noted. */
    private Step<Parameterised> unlessNothingChanged(Parameterised ready) {
        boolean isSame = !occasion.mustApply()
                && occasion.memory()
                        .filter(memory -> memory.isRepeatable()
                                && memory.isFor(subject)
                                && memory.variables().equals(ready.variables())
                                && memory.inputs().holdFor(ready.fetched().tree()))
                        .isPresent();
        if (!isSame) {
            return new Step.GoesOn<>(ready);
        }
        RunMemory same = occasion.memory().orElseThrow().at(ready.version());
        built = Optional.of(same);
        return new Step.Ends<>(new RunResult.SameInputs(ready.attempt(), same.digest()));
    }

    private Step<Wanted> build(Parameterised ready) {
        Fetched fetched = ready.fetched();
        return switch (parts.build()
                .build(fetched.tree(), fetched.folder(), spec, Timing.of(spec).timeout())) {
            case ManifestBuild.Result.NotBuilt(var failure) ->
                failed(Reason.BUILD_FAILED, Stage.BUILDING, failure.message(), ready.attempt(), true);
            case ManifestBuild.Result.Built(var objects, var inputs, var isRepeatable) ->
                switch (finish(ready.variables()).finish(objects)) {
                    case ObjectFinish.Result.NotFinished(var failure) ->
                        failed(Reason.BUILD_FAILED, Stage.BUILDING, failure.message(), ready.attempt(), true);
                    case ObjectFinish.Result.Finished(var manifests, var digest) -> {
                        built = Optional.of(remember(ready, inputs, isRepeatable, digest));
                        yield new Step.GoesOn<>(
                                new Wanted(fetched.sourced().accepted(), ready.attempt(), manifests, digest));
                    }
                };
        };
    }

    private ObjectFinish finish(Variables loaded) {
        PostBuild postBuild = spec.postBuild();
        boolean isAlways = postBuild != null && "Always".equals(postBuild.substituteStrategy());
        var common = Optional.ofNullable(spec.commonMetadata());
        return loaded.isEmpty() && !isAlways
                ? ObjectFinish.withoutSubstitution(common)
                : ObjectFinish.withSubstitution(loaded, parts.options().strictness(), common);
    }

    private RunMemory remember(Parameterised ready, TreeInputs inputs, boolean isRepeatable, String digest) {
        boolean isVerified = verifiesAll || occasion.memory().isEmpty();
        Instant verifiedAt = isVerified
                ? parts.clock().instant()
                : occasion.memory().orElseThrow().verifiedAt();
        return new RunMemory(
                subject.uid(),
                subject.generation(),
                ready.version(),
                inputs,
                isRepeatable,
                ready.variables(),
                digest,
                verifiedAt);
    }

    private static <T> Step<T> notReady(String message, RunResult.SourceNotReady.Wait wait) {
        return new Step.Ends<>(new RunResult.SourceNotReady(message, wait));
    }

    private static <T> Step<T> failed(
            Reason reason, Stage stage, String message, Attempt attempt, boolean isAttempted) {
        return new Step.Ends<>(new RunResult.Failed(reason, stage, message, attempt, isAttempted, Optional.empty()));
    }
}
