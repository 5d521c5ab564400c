package dev.capstan.kustomization.run;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.kustomize.KustomizationSpec;
import dev.capstan.api.kustomize.PostBuild;
import dev.capstan.api.meta.Reason;
import dev.capstan.applier.dependency.DependencyVerdict;
import dev.capstan.applier.source.ArtifactTrees;
import dev.capstan.applier.source.ArtifactVersion;
import dev.capstan.applier.source.KnownSource;
import dev.capstan.applier.source.SourceLookup;
import dev.capstan.applier.source.SourceRevision;
import dev.capstan.kustomization.decrypt.DecryptionKeys;
import dev.capstan.kustomization.decrypt.LoadedKeys;
import dev.capstan.kustomization.snapshot.KnownKustomization;
import dev.capstan.kustomizationbuild.BuildPath;
import dev.capstan.kustomizationbuild.ManifestBuild;
import dev.capstan.kustomizationbuild.ObjectFinish;
import dev.capstan.kustomizationbuild.decrypt.PlainTexts;
import dev.capstan.kustomizationbuild.substitute.Variables;
import dev.capstan.kustomize.BuiltObject;
import dev.capstan.tree.FileTree;
import dev.capstan.tree.TreeInputs;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The first half of a run: from the source to the objects that are desired. Changes nothing in the cluster. */
final class BuildPhase {

    private final RunParts parts;
    private final KnownKustomization subject;
    private final KustomizationSpec spec;
    private final RunContext context;
    private final boolean verifiesAll;

    /** @param verifiesAll whether everything will be sent to the API server, also what the watches know */
    BuildPhase(RunParts parts, KnownKustomization subject, RunContext context, boolean verifiesAll) {
        this.parts = parts;
        this.subject = subject;
        this.spec = subject.spec();
        this.context = context;
        this.verifiesAll = verifiesAll;
    }

    /** Renders; ends the run when something is missing or wrong, or when there is nothing to do. */
    RunStep<DesiredObjects> run(SpecCheck.Accepted accepted) {
        return findSource(accepted)
                .then(this::checkDependencies)
                .then(this::fetch)
                .then(this::loadVariables)
                .then(this::loadKeys)
                .then(this::unlessNothingChanged)
                .then(this::build)
                .then(this::note);
    }

    /** Which objects an artifact gives, whether or not the turn of the Kustomization has come. */
    RunStep<BuiltSet> setOf(Artifact artifact) {
        var sourced = new Sourced(SpecCheck.Accepted.unchecked(subject.source()), artifact, revisionOf(artifact));
        return fetch(sourced).then(this::loadVariables).then(this::loadKeys).then(this::knownOrBuilt);
    }

    private RunStep<BuiltSet> knownOrBuilt(Parameterised ready) {
        return parts.built()
                .of(subject)
                .filter(set -> set.holdsFor(
                        ready.fetched().tree(), ready.variables(), ready.keys().version()))
                .<RunStep<BuiltSet>>map(set -> new RunStep.GoesOn<>(set.at(ready.version())))
                .orElseGet(() -> build(ready).then(desired -> new RunStep.GoesOn<>(BuiltSet.of(desired))));
    }

    private RunStep<DesiredObjects> note(DesiredObjects desired) {
        noteBuilt(BuiltSet.of(desired));
        return new RunStep.GoesOn<>(desired);
    }

    /** Others may wait to hear whether this Kustomization builds an object. */
    private void noteBuilt(BuiltSet set) {
        if (parts.built().built(subject.key(), set)) {
            parts.handOvers().decided(subject.id());
        }
    }

    private static SourceRevision revisionOf(Artifact artifact) {
        return new SourceRevision(artifact.revision().text(), KnownSource.originRevision(artifact));
    }

    private record Sourced(SpecCheck.Accepted accepted, Artifact artifact, SourceRevision revision) {}

    private RunStep<Sourced> findSource(SpecCheck.Accepted accepted) {
        return switch (parts.ports().sources().find(accepted.source())) {
            case SourceLookup.Lookup.Missing _ ->
                notReady(
                        "Source '%s' not found".formatted(accepted.source()),
                        RunResult.SourceNotReady.Wait.RETRY_INTERVAL);
            case SourceLookup.Lookup.OutOfScope _ ->
                notReady(
                        "Source '%s' not found: this controller does not watch its namespace"
                                .formatted(accepted.source()),
                        RunResult.SourceNotReady.Wait.RETRY_INTERVAL);
            case SourceLookup.Lookup.KindMissing(var advice) ->
                notReady(
                        "Source '%s' not found: %s".formatted(accepted.source(), advice),
                        RunResult.SourceNotReady.Wait.DEPENDENCY_INTERVAL);
            case SourceLookup.Lookup.Found(var source) ->
                source.artifact()
                        .<RunStep<Sourced>>map(
                                artifact -> new RunStep.GoesOn<>(new Sourced(accepted, artifact, revisionOf(artifact))))
                        .orElseGet(() -> notReady(
                                "Source artifact not found: '%s' has none yet".formatted(accepted.source()),
                                RunResult.SourceNotReady.Wait.DEPENDENCY_INTERVAL));
        };
    }

    private RunStep<Sourced> checkDependencies(Sourced sourced) {
        SourceRevision revision = sourced.revision();
        return switch (parts.dependencies()
                .check(subject, revision.name(), parts.ports().kustomizations()::find)) {
            case DependencyVerdict.Ready _ -> new RunStep.GoesOn<>(sourced);
            case DependencyVerdict.NotReady(var message) ->
                new RunStep.Ends<>(new RunResult.DependencyNotReady(message, revision));
            case DependencyVerdict.ExpressionInvalid(var message) ->
                new RunStep.Ends<>(new RunResult.Refused(
                        Reason.INVALID_CEL_EXPRESSION,
                        "Reconciliation failed terminally due to configuration error: " + message,
                        Optional.of(revision)));
            case DependencyVerdict.Unusable(var message) ->
                new RunStep.Ends<>(new RunResult.Refused(Reason.VALIDATION_FAILED, message, Optional.of(revision)));
            case DependencyVerdict.Forbidden(var message) ->
                new RunStep.Ends<>(new RunResult.Refused(Reason.ACCESS_DENIED, message, Optional.of(revision)));
        };
    }

    private record Fetched(Sourced sourced, FileTree tree, String folder) {
        SourceRevision revision() {
            return sourced.revision();
        }
    }

    private RunStep<Fetched> fetch(Sourced sourced) {
        return switch (parts.ports().artifacts().open(sourced.artifact())) {
            case ArtifactTrees.Opening.NotThere(var message) ->
                notReady("Source is not ready, artifact not found: " + message, RunResult.SourceNotReady.Wait.GROWING);
            case ArtifactTrees.Opening.Unusable(var message) ->
                RunStep.failed(Reason.ARTIFACT_FAILED, RunStage.FETCHING, message, sourced.revision());
            case ArtifactTrees.Opening.Opened(var tree) -> folderIn(sourced, tree);
        };
    }

    private RunStep<Fetched> folderIn(Sourced sourced, FileTree tree) {
        String path = Optional.ofNullable(spec.path()).orElse("");
        try {
            return BuildPath.resolve(tree, path)
                    .<RunStep<Fetched>>map(folder -> new RunStep.GoesOn<>(new Fetched(sourced, tree, folder)))
                    .orElseGet(() -> RunStep.failed(
                            Reason.ARTIFACT_FAILED,
                            RunStage.FETCHING,
                            "kustomization path not found: '%s' is not a folder of revision %s; correct spec.path or add the folder; a symbolic link never gets into an artifact"
                                    .formatted(path, sourced.revision().name()),
                            sourced.revision()));
        } catch (IOException e) {
            return RunStep.failed(
                    Reason.ARTIFACT_FAILED,
                    RunStage.FETCHING,
                    "the artifact could not be read: " + e.getMessage(),
                    sourced.revision());
        }
    }

    /** @param secrets values of Secrets among the variables */
    private record Parameterised(Fetched fetched, Variables variables, Set<String> secrets, LoadedKeys keys) {
        Parameterised with(LoadedKeys loaded) {
            return new Parameterised(fetched, variables, secrets, loaded);
        }

        @Override
        public String toString() {
            return "Parameterised" + variables.values().keySet();
        }

        ArtifactVersion version() {
            return ArtifactVersion.of(fetched.sourced().artifact());
        }

        SourceRevision revision() {
            return fetched.revision();
        }
    }

    private RunStep<Parameterised> loadVariables(Fetched fetched) {
        PostBuild postBuild = spec.postBuild();
        if (postBuild == null) {
            return new RunStep.GoesOn<>(new Parameterised(fetched, Variables.NONE, Set.of(), LoadedKeys.NONE));
        }
        return switch (parts.variables().load(postBuild, subject.key().namespace())) {
            case VariableLoader.Loading.Loaded(var loaded, var secrets) ->
                new RunStep.GoesOn<>(new Parameterised(fetched, loaded, secrets, LoadedKeys.NONE));
            case VariableLoader.Loading.NotLoaded(var message) ->
                RunStep.failed(Reason.BUILD_FAILED, RunStage.BUILDING, message, fetched.revision());
        };
    }

    private RunStep<Parameterised> loadKeys(Parameterised ready) {
        return switch (parts.ports().keys().load(subject)) {
            case DecryptionKeys.Loading.Loaded(var keys) -> new RunStep.GoesOn<>(ready.with(keys));
            case DecryptionKeys.Loading.NotLoaded(var message) ->
                RunStep.failed(Reason.BUILD_FAILED, RunStage.BUILDING, message, ready.revision());
        };
    }

    /** The same files, spec, variables and keys give the same objects: then only the revision is noted, and nothing is decrypted. */
    private RunStep<Parameterised> unlessNothingChanged(Parameterised ready) {
        boolean isSame = !context.mustApply()
                && context.lastRun()
                        .filter(lastRun -> lastRun.isRepeatable()
                                && lastRun.isFor(subject)
                                && lastRun.variables().equals(ready.variables())
                                && lastRun.keys().equals(ready.keys().version())
                                && lastRun.inputs().holdFor(ready.fetched().tree()))
                        .isPresent();
        if (!isSame) {
            return new RunStep.GoesOn<>(ready);
        }
        LastRun same = context.lastRun().orElseThrow().at(ready.version());
        parts.built().of(subject).ifPresent(set -> noteBuilt(set.at(ready.version())));
        return new RunStep.Ends<>(new RunResult.SameInputs(ready.revision(), same));
    }

    private RunStep<DesiredObjects> build(Parameterised ready) {
        Fetched fetched = ready.fetched();
        return switch (parts.build()
                .build(
                        fetched.tree(),
                        fetched.folder(),
                        spec,
                        Timing.of(spec).timeout(),
                        ready.keys().decryption())) {
            case ManifestBuild.Result.NotBuilt(var failure) ->
                RunStep.failed(Reason.BUILD_FAILED, RunStage.BUILDING, failure.message(), ready.revision());
            case ManifestBuild.Result.Built(var objects, var inputs, var isRepeatable, var warnings, var decrypted) -> {
                PlainTexts plains = decrypted.and(ready.secrets());
                context.warnings().built(ready.revision(), warnings);
                yield switch (finish(ready.variables()).finish(objects)) {
                    case ObjectFinish.Result.NotFinished(var failure) ->
                        RunStep.failed(
                                Reason.BUILD_FAILED,
                                RunStage.BUILDING,
                                plains.hide(failure.message(), names(objects)),
                                ready.revision());
                    case ObjectFinish.Result.Finished(var manifests, var digest) ->
                        new RunStep.GoesOn<>(new DesiredObjects(
                                fetched.sourced().accepted(),
                                ready.revision(),
                                manifests,
                                plains,
                                RenamedNamespaces.notices(spec, objects),
                                remember(ready, inputs, isRepeatable, digest)));
                };
            }
        };
    }

    private static Set<String> names(List<BuiltObject> objects) {
        return objects.stream()
                .flatMap(object -> Stream.of(object.identity(), object.origin().file()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private ObjectFinish finish(Variables loaded) {
        PostBuild postBuild = spec.postBuild();
        boolean isAlways = postBuild != null && "Always".equals(postBuild.substituteStrategy());
        var common = Optional.ofNullable(spec.commonMetadata());
        return loaded.isEmpty() && !isAlways
                ? ObjectFinish.withoutSubstitution(common)
                : ObjectFinish.withSubstitution(loaded, parts.options().strictness(), common);
    }

    private LastRun remember(Parameterised ready, TreeInputs inputs, boolean isRepeatable, String digest) {
        boolean isVerified = verifiesAll || context.lastRun().isEmpty();
        Instant verifiedAt = isVerified
                ? parts.clock().instant()
                : context.lastRun().orElseThrow().verifiedAt();
        return new LastRun(
                subject.uid(),
                subject.generation(),
                ready.version(),
                inputs,
                isRepeatable,
                ready.variables(),
                ready.keys().version(),
                digest,
                verifiedAt);
    }

    private static <T> RunStep<T> notReady(String message, RunResult.SourceNotReady.Wait wait) {
        return new RunStep.Ends<>(new RunResult.SourceNotReady(message, wait));
    }
}
