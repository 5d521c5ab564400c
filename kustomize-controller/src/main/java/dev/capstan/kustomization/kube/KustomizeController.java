package dev.capstan.kustomization.kube;

import static java.util.Objects.requireNonNull;

import dev.capstan.api.bus.Bus;
import dev.capstan.api.kustomize.Kustomization;
import dev.capstan.api.kustomize.KustomizationStatus;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.applier.dependency.DependencyCheck;
import dev.capstan.applier.dependency.ForeignObjects;
import dev.capstan.applier.dependency.kube.WatchedForeignObjects;
import dev.capstan.applier.handover.HandOvers;
import dev.capstan.applier.identity.kube.ClusterServiceAccounts;
import dev.capstan.applier.identity.kube.EngineCluster;
import dev.capstan.applier.identity.kube.ImpersonatingTargets;
import dev.capstan.applier.identity.kube.RemoteClusters;
import dev.capstan.applier.ownership.kube.LivingApplications;
import dev.capstan.applier.ownership.kube.LivingObjects;
import dev.capstan.applier.record.adapter.BusApplyRecords;
import dev.capstan.applier.source.adapter.CachedArtifactTrees;
import dev.capstan.applier.source.kube.WatchedSources;
import dev.capstan.applier.state.ObjectStates;
import dev.capstan.applier.trigger.DependentOrder;
import dev.capstan.applier.trigger.PendingTriggers;
import dev.capstan.applier.trigger.kube.ConfigWatch;
import dev.capstan.applier.trigger.kube.DriftReports;
import dev.capstan.applier.trigger.kube.NamedConfigWatch;
import dev.capstan.applier.values.kube.ClusterVariableStore;
import dev.capstan.apply.ForeignClaims;
import dev.capstan.apply.adapter.Fabric8ClusterApi;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.prune.PruneBrake;
import dev.capstan.apply.watch.ManagedObjectWatch;
import dev.capstan.cloud.CloudEnvironment;
import dev.capstan.cloud.CloudIdentities;
import dev.capstan.expression.cel.CelExpressionCompiler;
import dev.capstan.http.AddressRule;
import dev.capstan.http.Deadline;
import dev.capstan.http.OutboundHttp;
import dev.capstan.http.TlsMaterial;
import dev.capstan.kustomization.adapter.MirroredRemoteBases;
import dev.capstan.kustomization.decrypt.DecryptionKeys;
import dev.capstan.kustomization.decrypt.KeyClouds;
import dev.capstan.kustomization.run.BuiltSets;
import dev.capstan.kustomization.run.DeletionLimit;
import dev.capstan.kustomization.run.KustomizationRun;
import dev.capstan.kustomization.run.LastRun;
import dev.capstan.kustomization.run.RunOptions;
import dev.capstan.kustomizationbuild.BuildSlots;
import dev.capstan.kustomizationbuild.ManifestBuild;
import dev.capstan.kustomizationbuild.RemoteBaseSource;
import dev.capstan.kustomizationbuild.substitute.Strictness;
import dev.capstan.kustomize.BuildLimits;
import dev.capstan.kustomize.BuildOptions;
import dev.capstan.kustomize.Kustomizer;
import dev.capstan.runtime.artifact.ArtifactCache;
import dev.capstan.runtime.artifact.ArtifactLimits;
import dev.capstan.runtime.artifact.HttpArtifactDownload;
import dev.capstan.runtime.host.ApiServerAddresses;
import dev.capstan.runtime.host.Controller;
import dev.capstan.runtime.host.ControllerIdentity;
import dev.capstan.runtime.host.ControllerScope;
import dev.capstan.runtime.reconcile.KindConventions;
import dev.capstan.runtime.reconcile.KindReconciler;
import dev.capstan.runtime.reconcile.ReconcilerContext;
import dev.capstan.runtime.reconcile.ReconcilerServices;
import dev.capstan.runtime.secret.kube.SecretLookup;
import dev.capstan.runtime.watch.WatchScope;
import dev.capstan.secrets.kms.HttpKmsTransport;
import dev.capstan.secrets.kms.KmsCredentials;
import dev.capstan.secrets.kms.KmsEndpoints;
import dev.capstan.secrets.kms.ProcessCredentials;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The kustomize-controller: one kind, and what it needs. */
@Singleton
public final class KustomizeController implements Controller {

    /** How the controller is called. The field manager of objects is {@code kustomize-controller}, that of the status this. */
    public static final ControllerIdentity IDENTITY =
            new ControllerIdentity("kustomize", "kustomize-controller", "gotk-kustomize-controller");

    private static final Duration SYNC = Duration.ofSeconds(10);
    private static final long MEBI = 1 << 20;

    private static final Duration ARTIFACT_TIMEOUT = Duration.ofMinutes(2);

    private final ReconcilerServices services;
    private final Bus bus;
    private final KustomizeSettings settings;
    private @Nullable KindReconciler<Kustomization, KustomizationStatus> reconciler;

    /** A controller that does nothing before it is started. */
    @Inject
    public KustomizeController(ReconcilerServices services, Bus bus, KustomizeSettings settings) {
        this.services = services;
        this.bus = bus;
        this.settings = settings;
    }

    @Override
    public ControllerIdentity identity() {
        return IDENTITY;
    }

    @Override
    public void start(ControllerScope scope) {
        reconciler = new KindReconciler<>(
                IDENTITY,
                KindConventions.toolkit(Kustomization.class, KustomizationStatus.INITIAL),
                services,
                context -> assemble(scope, context));
    }

    @Override
    public List<KindReconciler<?, ?>> reconcilers() {
        return List.of(requireNonNull(reconciler, "not started"));
    }

    /** An object that an Application of Argo CD applies is not fought over. */
    private ForeignClaims applications(ClusterApi own) {
        return new LivingApplications(new LivingObjects(own, services.clock()), settings.applicationNamespace());
    }

    /** Puts everything together and begins to watch when it is: no change is reported to something half made. */
    private KustomizationReconciler assemble(
            ControllerScope scope, ReconcilerContext<Kustomization, KustomizationStatus> context) {
        KubernetesClient client = services.client();
        WatchScope watchScope = services.watchScope();
        RunOptions options = options();
        var states = new ObjectStates<LastRun, HealthWaitEntry>();
        var triggers = new PendingTriggers(System::nanoTime);
        var sources = scope.keep(new WatchedSources(client, watchScope));
        var artifacts = new CachedArtifactTrees(artifacts(scope));
        var handlers = new ChangeHandlers(
                context,
                states,
                triggers,
                new DependentOrder(sources, artifacts),
                task -> Thread.ofVirtual().name("new-artifact").start(task));
        var own = Fabric8ClusterApi.of(client);
        var reports = new DriftReports(handlers::drifted, handlers::remnantChanged, handlers::expired);
        var managed = ManagedObjectWatch.start(
                own, options.profile(), watchScope.namespace().orElse(""), reports, services.clock());
        var targets = new ImpersonatingTargets(
                scope.keep(new EngineCluster(own, managed, applications(own), services.clock())),
                "kustomize-controller",
                new ClusterServiceAccounts(client),
                settings.defaultServiceAccount(),
                new SecretLookup(client)::read,
                scope.keep(remoteClusters(options, reports)));
        var dependencies =
                scope.keep(new WatchedForeignObjects(targets, own, handlers::dependencyChanged, services.clock()));
        var ports = new KustomizationRun.Ports(
                sources,
                new WatchedKustomizations(context),
                artifacts,
                new ClusterVariableStore(client),
                new DecryptionKeys(new ClusterKeySecrets(new SecretLookup(client)), ageSecret(), keyClouds(scope)),
                targets,
                new BusApplyRecords(bus, services.clock()));
        var built = new BuiltSets();
        var handOvers = new HandOvers(giver -> {
            var key = new ObjectKey(giver.namespace(), giver.name());
            triggers.remnantChanged(key);
            context.wake(key);
        });
        KustomizationRun run = run(scope, ports, options, built, handOvers, dependencies);
        var keyChanges = new KeyChanges(context, ageSecret());
        var parts = new ClusterParts(
                run,
                built,
                new Deletion(targets, run.handOverCheck(), options),
                targets,
                sources,
                dependencies,
                keyChanges,
                scope.keep(new NamedConfigWatch(client, keyChanges::changed))::names,
                settings.requeueDependency());
        var assembled =
                new KustomizationReconciler(context, services.clock(), parts, states, triggers, handOvers, handlers);
        sources.start(handlers::sourceChanged, SYNC);
        scope.keep(new ConfigWatch(client, watchScope, handlers::configChanged));
        return assembled;
    }

    /** The cluster of this controller is welcome, too: who leads there brings credentials of their own. */
    private RemoteClusters remoteClusters(RunOptions options, DriftReports reports) {
        var remote = settings.remoteClusters();
        return new RemoteClusters(
                AddressRule.with(remote.allowLoopback(), remote.allowLinkLocal(), Set.of()),
                remote.max(),
                services.fence(),
                options.profile(),
                reports,
                services.clock());
    }

    private Optional<ObjectKey> ageSecret() {
        var decryption = settings.decryption();
        return decryption.ageSecret().map(name -> new ObjectKey(decryption.ageSecretNamespace(), name));
    }

    private KeyClouds keyClouds(ControllerScope scope) {
        var decryption = settings.decryption();
        Duration timeout = decryption.keyServiceTimeout();
        var http = scope.keep(new OutboundHttp(AddressRule.with(
                decryption.allowLoopback(), decryption.allowLinkLocal(), ApiServerAddresses.of(services.client()))));
        Optional<KmsCredentials> own = decryption.cloudIdentity()
                ? Optional.of(new ProcessCredentials(
                        scope.keep(CloudIdentities.open(http, CloudEnvironment.ofProcess(), services.clock())),
                        Optional.empty(),
                        timeout))
                : Optional.empty();
        return new KeyClouds(
                new HttpKmsTransport(http, TlsMaterial.NONE, Optional.empty(), () -> Deadline.in(timeout)),
                own,
                KmsEndpoints.PUBLIC,
                services.clock());
    }

    private KustomizationRun run(
            ControllerScope scope,
            KustomizationRun.Ports ports,
            RunOptions options,
            BuiltSets built,
            HandOvers handOvers,
            ForeignObjects dependencies) {
        var compiler = new CelExpressionCompiler();
        return new KustomizationRun(
                ports,
                builds(scope),
                new DependencyCheck(
                        compiler,
                        settings.featureGates().additiveCelDependencyCheck(),
                        options.mayCrossNamespaces(),
                        dependencies),
                compiler,
                options,
                built,
                handOvers,
                services.clock());
    }

    private ManifestBuild builds(ControllerScope scope) {
        var limits = settings.build();
        long heap = Runtime.getRuntime().maxMemory();
        BuildLimits defaults = BuildLimits.defaults();
        var options = BuildOptions.defaults()
                .withLoadRestriction(BuildOptions.LoadRestriction.NONE)
                .withLimits(new BuildLimits(
                        limits.maxFileSize().orElse(Math.max(16 * MEBI, heap / 16)),
                        limits.maxTotalSize().orElse(Math.max(32 * MEBI, heap / 8)),
                        limits.maxObjects(),
                        defaults.maxDepth(),
                        defaults.maxKustomizations()));
        return new ManifestBuild(
                new Kustomizer(),
                options,
                remoteBases(scope, heap),
                new BuildSlots(limits.concurrent().orElse(Runtime.getRuntime().availableProcessors())));
    }

    private RemoteBaseSource remoteBases(ControllerScope scope, long heap) {
        if (settings.noRemoteBases()) {
            return RemoteBaseSource.forbidden();
        }
        var remote = settings.remoteBases();
        return scope.keep(new MirroredRemoteBases(
                Path.of(remote.directory()
                        .orElseGet(() -> System.getProperty("java.io.tmpdir") + "/capstan-remote-bases")),
                AddressRule.with(
                        remote.allowLoopback(), remote.allowLinkLocal(), ApiServerAddresses.of(services.client())),
                remote.maxSize().orElse(heap / 16),
                services.clock()));
    }

    /** Artifacts may be on this machine: in one process with the source-controller they are. */
    private ArtifactCache artifacts(ControllerScope scope) {
        var limits = settings.artifacts();
        var http =
                scope.keep(new OutboundHttp(AddressRule.with(true, false, ApiServerAddresses.of(services.client()))));
        String directory =
                limits.directory().orElseGet(() -> System.getProperty("java.io.tmpdir") + "/capstan-artifacts");
        return new ArtifactCache(
                new HttpArtifactDownload(http, ARTIFACT_TIMEOUT, limits.hostOverride()),
                Path.of(directory),
                new ArtifactLimits(limits.maxDownload(), limits.maxUnpacked(), limits.maxEntries(), limits.maxKept()));
    }

    private RunOptions options() {
        var gates = settings.featureGates();
        return new RunOptions(
                !settings.noCrossNamespaceRefs(),
                gates.externalArtifact(),
                gates.strictPostBuildSubstitutions() ? Strictness.STRICT : Strictness.LENIENT,
                !gates.disableFailFastBehavior(),
                settings.overrideManagers().orElse(Set.of()),
                settings.keepRestarts(),
                settings.customApplyStageKinds().orElse(Set.of()),
                settings.concurrentSsa(),
                settings.verifyEvery(),
                brake(),
                settings.handOverPatience());
    }

    private PruneBrake brake() {
        return switch (DeletionLimit.parse(settings.pruneLimit())) {
            case DeletionLimit.Reading.Usable(var limit) ->
                new PruneBrake(settings.protectedKinds().orElse(Set.of()), limit);
            case DeletionLimit.Reading.Unusable(var message) ->
                throw new IllegalArgumentException("capstan.kustomize.prune-limit: " + message);
        };
    }
}
