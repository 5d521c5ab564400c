package dev.capstan.kustomization.run;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.kustomize.KustomizationSpec;
import dev.capstan.api.kustomize.PostBuild;
import dev.capstan.api.meta.Reason;
import dev.capstan.apply.ApplyOutcome;
import dev.capstan.apply.ApplyRequest;
import dev.capstan.apply.Manifest;
import dev.capstan.apply.Owner;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.inventory.Inventory;
import dev.capstan.apply.normalise.Notice;
import dev.capstan.apply.prune.PruneOutcome;
import dev.capstan.apply.prune.PruneRequest;
import dev.capstan.kustomization.build.BuildPath;
import dev.capstan.kustomization.build.ManifestBuild;
import dev.capstan.kustomization.build.ObjectFinish;
import dev.capstan.kustomization.dependency.DependencyCheck;
import dev.capstan.kustomization.dependency.DependencyVerdict;
import dev.capstan.kustomization.expression.ExpressionCompiler;
import dev.capstan.kustomization.health.HealthPlan;
import dev.capstan.kustomization.snapshot.KnownKustomization;
import dev.capstan.kustomization.snapshot.KnownSource;
import dev.capstan.kustomization.status.InventoryMapping;
import dev.capstan.kustomization.substitute.Variables;
import dev.capstan.kustomize.tree.BuildInputs;
import dev.capstan.kustomize.tree.FileTree;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One run over one Kustomization: from its source to the question whether it is healthy. May be done twice and ends in
 * the same place; writes nothing but the objects themselves and, before them, the journal.
 */
public final class KustomizationRun {

    private final Sources sources;
    private final Kustomizations kustomizations;
    private final ArtifactTrees artifacts;
    private final VariableLoader variables;
    private final Targets targets;
    private final ApplyRecords records;
    private final ManifestBuild build;
    private final Acceptance acceptance;
    private final DependencyCheck dependencies;
    private final RunOptions options;
    private final Clock clock;

    /** A run over those ports. */
    public KustomizationRun(
            Ports ports,
            ManifestBuild build,
            DependencyCheck dependencies,
            ExpressionCompiler compiler,
            RunOptions options,
            Clock clock) {
        this.sources = ports.sources();
        this.kustomizations = ports.kustomizations();
        this.artifacts = ports.artifacts();
        this.variables = new VariableLoader(ports.variables());
        this.targets = ports.targets();
        this.records = ports.records();
        this.build = build;
        this.acceptance = new Acceptance(compiler, options);
        this.dependencies = dependencies;
        this.options = options;
        this.clock = clock;
    }

    /** What a run reads from and writes to. */
    public record Ports(
            Sources sources,
            Kustomizations kustomizations,
            ArtifactTrees artifacts,
            VariableStore variables,
            Targets targets,
            ApplyRecords records) {}

    /** Runs; blocks while it downloads, builds and applies, and never waits for health. */
    public Ended run(KnownKustomization subject, Occasion occasion) {
        var pass = new OnePass(subject, occasion);
        RunResult result = acceptance
                .accept(subject.spec(), subject.key())
                .then(pass::findSource)
                .then(pass::checkDependencies)
                .then(pass::fetch)
                .then(pass::loadVariables)
                .then(pass::unlessNothingChanged)
                .then(pass::build)
                .then(pass::chooseTarget)
                .then(pass::apply)
                .then(pass::prune)
                .end(pass::decideOnHealth);
        return new Ended(result, pass.memory(result));
    }

    /** The steps of one run; each gets what the one before found out. */
    private final class OnePass {

        private final KnownKustomization subject;
        private final KustomizationSpec spec;
        private final Occasion occasion;
        private final Timing timing;
        private final boolean verifiesAll;
        /** What the result will be remembered by; known once everything is built. */
        private Optional<RunMemory> built = Optional.empty();

        OnePass(KnownKustomization subject, Occasion occasion) {
            this.subject = subject;
            this.spec = subject.spec();
            this.occasion = occasion;
            this.timing = Timing.of(spec);
            Instant oldest = clock.instant().minus(options.verifyEvery());
            this.verifiesAll = occasion.memory()
                    .map(memory -> memory.verifiedAt().isBefore(oldest))
                    .orElse(false);
        }

        private record Sourced(Acceptance.Accepted accepted, Artifact artifact, Attempt attempt) {}

        Step<Sourced> findSource(Acceptance.Accepted accepted) {
            return switch (sources.find(accepted.source())) {
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

        Step<Sourced> checkDependencies(Sourced sourced) {
            Attempt attempt = sourced.attempt();
            return switch (dependencies.check(subject, attempt.revision(), kustomizations::find)) {
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

        Step<Fetched> fetch(Sourced sourced) {
            return switch (artifacts.open(sourced.artifact())) {
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
            Attempt attempt() {
                return fetched.attempt();
            }
        }

        Step<Parameterised> loadVariables(Fetched fetched) {
            PostBuild postBuild = spec.postBuild();
            if (postBuild == null) {
                return new Step.GoesOn<>(new Parameterised(fetched, Variables.NONE));
            }
            return switch (variables.load(postBuild, subject.key().namespace())) {
                case VariableLoader.Loading.Loaded(var loaded) -> new Step.GoesOn<>(new Parameterised(fetched, loaded));
                case VariableLoader.Loading.NotLoaded(var message) ->
                    failed(Reason.BUILD_FAILED, Stage.BUILDING, message, fetched.attempt(), true);
            };
        }

        /** The same files, spec and variables give the same objects: then only the revision is noted. */
        Step<Parameterised> unlessNothingChanged(Parameterised ready) {
            boolean isSame = !occasion.mustApply()
                    && occasion.memory()
                            .filter(memory -> memory.uid().equals(subject.uid())
                                    && memory.generation() == subject.generation()
                                    && memory.variables().equals(ready.variables())
                                    && memory.inputs().holdFor(ready.fetched().tree()))
                            .isPresent();
            if (!isSame) {
                return new Step.GoesOn<>(ready);
            }
            RunMemory same = occasion.memory().orElseThrow().at(ready.attempt().revision());
            built = Optional.of(same);
            return new Step.Ends<>(new RunResult.SameInputs(ready.attempt(), same.digest()));
        }

        private record Wanted(Acceptance.Accepted accepted, Attempt attempt, List<Manifest> manifests, String digest) {}

        Step<Wanted> build(Parameterised ready) {
            Fetched fetched = ready.fetched();
            return switch (KustomizationRun.this.build.build(fetched.tree(), fetched.folder(), spec)) {
                case ManifestBuild.Result.NotBuilt(var failure) ->
                    failed(Reason.BUILD_FAILED, Stage.BUILDING, failure.message(), ready.attempt(), true);
                case ManifestBuild.Result.Built(var objects, var inputs) ->
                    switch (finish(ready.variables()).finish(objects)) {
                        case ObjectFinish.Result.NotFinished(var failure) ->
                            failed(Reason.BUILD_FAILED, Stage.BUILDING, failure.message(), ready.attempt(), true);
                        case ObjectFinish.Result.Finished(var manifests, var digest) -> {
                            built = Optional.of(remember(ready, inputs, digest));
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
                    : ObjectFinish.withSubstitution(loaded, options.strictness(), common);
        }

        private RunMemory remember(Parameterised ready, BuildInputs inputs, String digest) {
            boolean isVerified = verifiesAll || occasion.memory().isEmpty();
            Instant verifiedAt = isVerified
                    ? clock.instant()
                    : occasion.memory().orElseThrow().verifiedAt();
            return new RunMemory(
                    subject.uid(),
                    subject.generation(),
                    ready.attempt().revision(),
                    inputs,
                    ready.variables(),
                    digest,
                    verifiedAt);
        }

        private record Aimed(Wanted wanted, Target target) {}

        Step<Aimed> chooseTarget(Wanted wanted) {
            return switch (targets.of(subject)) {
                case Targets.Choice.Usable(var target) -> new Step.GoesOn<>(new Aimed(wanted, target));
                case Targets.Choice.Refused(var message) ->
                    new Step.Ends<>(
                            new RunResult.Refused(Reason.UNSUPPORTED_FIELD, message, Optional.of(wanted.attempt())));
                case Targets.Choice.AccountMissing(var message) ->
                    failed(Reason.RECONCILIATION_FAILED, Stage.APPLYING, message, wanted.attempt(), true);
                case Targets.Choice.Unavailable(var message) ->
                    failed(Reason.RECONCILIATION_FAILED, Stage.APPLYING, message, wanted.attempt(), true);
            };
        }

        private record Applied(Aimed aimed, Written written, List<ObjectRef> waitable) {
            Attempt attempt() {
                return aimed.wanted().attempt();
            }
        }

        Step<Applied> apply(Aimed aimed) {
            Wanted wanted = aimed.wanted();
            ApplyRequest request = ApplyRequest.builder(owner(), wanted.manifests())
                    .previous(InventoryMapping.of(subject.status()))
                    .revision(wanted.attempt().revision())
                    .actor(aimed.target().actor())
                    .force(spec.force())
                    .ignoreRules(wanted.accepted().ignoreRules())
                    .overriddenManagers(options.overriddenManagers())
                    .customStageKinds(options.customStageKinds())
                    .concurrency(options.applyConcurrency())
                    .verifyAll(verifiesAll)
                    .build();
            ApplyOutcome outcome = aimed.target().apply(request, occasion.journal(), occasion.cancellation());
            records.applied(subject, wanted.attempt(), outcome.record());
            var written = new Written(
                    wanted.digest(),
                    outcome.inventory(),
                    outcome.changes().changeLog(),
                    "",
                    outcome.notices().stream().map(Notice::toString).toList());
            return switch (outcome) {
                case ApplyOutcome.ApplyFailed failed ->
                    new Step.Ends<>(new RunResult.Failed(
                            Reason.RECONCILIATION_FAILED,
                            Stage.APPLYING,
                            failed.failure().message() + ". " + failed.failure().advice(),
                            wanted.attempt(),
                            true,
                            Optional.of(written)));
                case ApplyOutcome.Applied applied -> new Step.GoesOn<>(new Applied(aimed, written, applied.waitable()));
            };
        }

        Step<Applied> prune(Applied applied) {
            Inventory stale = InventoryMapping.of(subject.status())
                    .minus(applied.written().inventory());
            if (!spec.prune() || stale.isEmpty()) {
                return new Step.GoesOn<>(applied);
            }
            Instant startedAt = clock.instant();
            PruneOutcome outcome = applied.aimed()
                    .target()
                    .prune(new PruneRequest(
                            owner(),
                            stale,
                            options.customStageKinds(),
                            options.applyConcurrency(),
                            Duration.ofSeconds(30),
                            false));
            records.pruned(subject, applied.attempt(), applied.aimed().target().actor(), startedAt, outcome.changes());
            Written before = applied.written();
            var written = new Written(
                    before.digest(),
                    before.inventory().union(outcome.remaining()),
                    before.changeLog(),
                    outcome.changes().changeLog(),
                    before.notices());
            return outcome.isSuccess()
                    ? new Step.GoesOn<>(new Applied(applied.aimed(), written, applied.waitable()))
                    : new Step.Ends<>(new RunResult.Failed(
                            Reason.PRUNE_FAILED,
                            Stage.APPLYING,
                            "prune failed: " + outcome.failureMessage()
                                    + ". These objects stay recorded and are tried again",
                            applied.attempt(),
                            true,
                            Optional.of(written)));
        }

        RunResult decideOnHealth(Applied applied) {
            Wanted wanted = applied.aimed().wanted();
            HealthPlan plan = HealthPlan.of(
                    spec,
                    subject.key(),
                    applied.waitable(),
                    wanted.manifests(),
                    wanted.accepted().rulebook(),
                    applied.aimed().target()::served,
                    timing.timeout(),
                    options.failFast());
            return switch (plan) {
                case HealthPlan.NoCheck _ ->
                    new RunResult.Succeeded(applied.attempt(), applied.written(), Optional.empty());
                case HealthPlan.Check(var request) ->
                    new RunResult.AwaitingHealth(applied.attempt(), applied.written(), request);
                case HealthPlan.Impossible(var message) ->
                    new RunResult.Unhealthy(applied.attempt(), applied.written(), message);
            };
        }

        Optional<RunMemory> memory(RunResult result) {
            return switch (result) {
                case RunResult.Succeeded _, RunResult.AwaitingHealth _, RunResult.SameInputs _ -> built;
                case RunResult.Refused _,
                        RunResult.SourceNotReady _,
                        RunResult.DependencyNotReady _,
                        RunResult.Failed _,
                        RunResult.Unhealthy _ -> Optional.empty();
            };
        }

        private Owner owner() {
            return Owner.kustomization(subject.key().namespace(), subject.key().name());
        }

        private static <T> Step<T> notReady(String message, RunResult.SourceNotReady.Wait wait) {
            return new Step.Ends<>(new RunResult.SourceNotReady(message, wait));
        }

        private static <T> Step<T> failed(
                Reason reason, Stage stage, String message, Attempt attempt, boolean isAttempted) {
            return new Step.Ends<>(
                    new RunResult.Failed(reason, stage, message, attempt, isAttempted, Optional.empty()));
        }
    }
}
