package dev.capstan.kustomization.run;

import static dev.capstan.kustomization.snapshot.Specs.known;
import static dev.capstan.kustomization.snapshot.Specs.spec;

import dev.capstan.api.kustomize.KustomizationSpec;
import dev.capstan.api.kustomize.KustomizationStatus;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.applier.dependency.DependencyCheck;
import dev.capstan.applier.dependency.FakeForeignObjects;
import dev.capstan.applier.handover.HandOvers;
import dev.capstan.applier.identity.FakeTarget;
import dev.capstan.applier.identity.FakeTargets;
import dev.capstan.applier.record.FakeApplyRecords;
import dev.capstan.applier.source.FakeArtifacts;
import dev.capstan.applier.source.FakeSources;
import dev.capstan.applier.source.SourceKey;
import dev.capstan.applier.values.FakeVariables;
import dev.capstan.apply.Cancellation;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.prune.PruneBrake;
import dev.capstan.expression.cel.CelExpressionCompiler;
import dev.capstan.kustomization.decrypt.DecryptionKeys;
import dev.capstan.kustomization.decrypt.FakeKeySecrets;
import dev.capstan.kustomization.decrypt.FakeVault;
import dev.capstan.kustomization.decrypt.KeyClouds;
import dev.capstan.kustomization.snapshot.KnownKustomization;
import dev.capstan.kustomizationbuild.BuildSlots;
import dev.capstan.kustomizationbuild.ManifestBuild;
import dev.capstan.kustomizationbuild.RemoteBaseSource;
import dev.capstan.kustomizationbuild.substitute.Strictness;
import dev.capstan.kustomize.BuildOptions;
import dev.capstan.kustomize.Kustomizer;
import dev.capstan.secrets.kms.KmsEndpoints;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A run over the Kustomization {@code apps/app} with everything around it in memory; the build itself is the real one. */
public final class RunFixture {

    public static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    public static final SourceKey CONFIG = new SourceKey("GitRepository", new ObjectKey("apps", "config"));

    public final FakeSources sources = new FakeSources();
    public final FakeArtifacts artifacts = new FakeArtifacts();
    public final FakeVariables variables = new FakeVariables();
    public final FakeKeySecrets keySecrets = new FakeKeySecrets();
    public final FakeVault vault = new FakeVault();
    public final FakeTarget cluster = new FakeTarget();
    public final FakeForeignObjects foreign = new FakeForeignObjects();
    public final FakeTargets targets = new FakeTargets(cluster);
    public final FakeApplyRecords records = new FakeApplyRecords();
    public final BuiltSets built = new BuiltSets();
    /** Givers that were asked to look again, in order. */
    public final List<ObjectId> woken = new ArrayList<>();

    public final HandOvers handOvers = new HandOvers(woken::add);
    public final Map<ObjectKey, KnownKustomization> kustomizations = new HashMap<>();
    private Instant now = NOW;

    /** The source offers a revision with these files from now on. */
    public void commit(String revision, Map<String, String> files) {
        sources.offers(CONFIG, artifacts.holding(revision, files));
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** A ConfigMap manifest. */
    public static String configMap(String name, String value) {
        return """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: %s
                  namespace: apps
                data:
                  value: "%s"
                """.formatted(name, value);
    }

    static KnownKustomization app(KustomizationSpec spec) {
        return known("app", spec, KustomizationStatus.INITIAL);
    }

    static KnownKustomization app(String fields) {
        return app(spec(fields));
    }

    /** A first run. */
    RunResult run(KnownKustomization subject) {
        return run(subject, Optional.empty(), false);
    }

    /** A run after another one. */
    RunResult run(KnownKustomization subject, Optional<LastRun> lastRun, boolean mustApply) {
        var context = new RunContext(
                lastRun, mustApply, false, BuildWarningListener.NOBODY, _ -> Optional.empty(), new Cancellation());
        return kustomizationRun().run(subject, context);
    }

    /** The run itself, at the time that it is now. */
    public KustomizationRun kustomizationRun() {
        var compiler = new CelExpressionCompiler();
        var build = new ManifestBuild(
                new Kustomizer(),
                BuildOptions.defaults().withLoadRestriction(BuildOptions.LoadRestriction.NONE),
                RemoteBaseSource.forbidden(),
                new BuildSlots(1));
        return new KustomizationRun(
                new KustomizationRun.Ports(
                        sources,
                        new KustomizationsInMemory(kustomizations),
                        artifacts,
                        variables,
                        keys(),
                        targets,
                        records),
                build,
                new DependencyCheck(compiler, false, false, foreign),
                compiler,
                options(),
                built,
                handOvers,
                Clock.fixed(now, ZoneOffset.UTC));
    }

    private DecryptionKeys keys() {
        var clouds = new KeyClouds(vault, Optional.empty(), KmsEndpoints.PUBLIC, Clock.fixed(now, ZoneOffset.UTC));
        return new DecryptionKeys(keySecrets, Optional.empty(), clouds);
    }

    /** Options as an installation has them that sets none, but with namespaces as walls. */
    public static RunOptions options() {
        return new RunOptions(
                false,
                false,
                Strictness.STRICT,
                true,
                Set.of(),
                true,
                Set.of(),
                4,
                Duration.ofHours(1),
                PruneBrake.none(),
                Duration.ofMinutes(10));
    }
}
