package dev.capstan.helmrelease.kube;

import static java.util.Objects.requireNonNull;

import dev.capstan.api.bus.Bus;
import dev.capstan.api.helm.HelmRelease;
import dev.capstan.api.helm.HelmReleaseStatus;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.applier.dependency.DependencyCheck;
import dev.capstan.applier.dependency.kube.WatchedForeignObjects;
import dev.capstan.applier.identity.kube.ClusterServiceAccounts;
import dev.capstan.applier.identity.kube.EngineCluster;
import dev.capstan.applier.identity.kube.ImpersonatingTargets;
import dev.capstan.applier.identity.kube.RemoteClusters;
import dev.capstan.applier.ownership.kube.LivingApplications;
import dev.capstan.applier.ownership.kube.LivingObjects;
import dev.capstan.applier.record.adapter.BusApplyRecords;
import dev.capstan.applier.source.adapter.CachedArtifactTrees;
import dev.capstan.applier.state.ObjectStates;
import dev.capstan.applier.trigger.PendingTriggers;
import dev.capstan.applier.trigger.kube.DriftReports;
import dev.capstan.applier.trigger.kube.NamedConfigWatch;
import dev.capstan.applier.values.kube.ClusterVariableStore;
import dev.capstan.apply.ForeignClaims;
import dev.capstan.apply.adapter.Fabric8ClusterApi;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.profile.ApplyProfile;
import dev.capstan.apply.watch.ManagedObjectWatch;
import dev.capstan.charts.ChartLimits;
import dev.capstan.expression.cel.CelExpressionCompiler;
import dev.capstan.helm.HelmChartRenderer;
import dev.capstan.helm.load.ChartLoader;
import dev.capstan.helmrelease.adapter.CachedCharts;
import dev.capstan.helmrelease.adapter.KustomizePostRendering;
import dev.capstan.helmrelease.run.HelmReleaseRun;
import dev.capstan.helmrelease.run.LastSync;
import dev.capstan.helmrelease.run.ReleaseRunOptions;
import dev.capstan.helmrelease.snapshot.KnownHelmRelease;
import dev.capstan.http.AddressRule;
import dev.capstan.http.OutboundHttp;
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
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The helm-controller: one kind, and what it needs. */
@Singleton
public final class HelmController implements Controller {

    /** How the controller is called. */
    public static final ControllerIdentity IDENTITY =
            new ControllerIdentity("helm", "helm-controller", "helm-controller");

    private static final Duration SYNC = Duration.ofSeconds(10);
    private static final Duration ARTIFACT_TIMEOUT = Duration.ofMinutes(2);

    private final ReconcilerServices services;
    private final Bus bus;
    private final HelmSettings settings;
    private @Nullable KindReconciler<HelmRelease, HelmReleaseStatus> reconciler;

    /** A controller that does nothing before it is started. */
    @Inject
    public HelmController(ReconcilerServices services, Bus bus, HelmSettings settings) {
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
                KindConventions.toolkit(HelmRelease.class, HelmReleaseStatus.INITIAL),
                services,
                context -> assemble(scope, context));
    }

    @Override
    public List<KindReconciler<?, ?>> reconcilers() {
        return List.of(requireNonNull(reconciler, "not started"));
    }

    /** Puts everything together and begins to watch when it is: no change is reported to something half made. */
    private HelmReleaseReconciler assemble(
            ControllerScope scope, ReconcilerContext<HelmRelease, HelmReleaseStatus> context) {
        KubernetesClient client = services.client();
        var states = new ObjectStates<LastSync, WaitingRelease>();
        var triggers = new PendingTriggers(System::nanoTime);
        var changes = new ReleaseTriggers(context, triggers);
        var sources = scope.keep(new WatchedCharts(client, services.watchScope(), changes::sourceChanged));
        var configs = scope.keep(new NamedConfigWatch(client, changes::configChanged));
        Function<ObjectKey, Optional<KnownHelmRelease>> releases = key -> context.find(key)
                .filter(object -> object.undecodable().isEmpty())
                .map(object -> HelmReleaseView.of(object, false));
        var targets = targets(scope, changes);
        var dependencies = scope.keep(new WatchedForeignObjects(
                targets, Fabric8ClusterApi.of(client), changes::dependencyChanged, services.clock()));
        var clusters = new EngineReleaseClusters(
                targets,
                profile(),
                "capstan-" + UUID.randomUUID(),
                services.clock(),
                new ReleaseRecords(new BusApplyRecords(bus, services.clock()), releases));
        var charts = new TemplateCharts(new ClusterHelmCharts(client, sources));
        var renderer = new HelmChartRenderer();
        var run = new HelmReleaseRun(
                new HelmReleaseRun.Ports(
                        sources,
                        releases::apply,
                        charts(scope),
                        new ClusterVariableStore(client),
                        clusters,
                        renderer::render,
                        new KustomizePostRendering(new Kustomizer(), BuildOptions.defaults())::of),
                new DependencyCheck(
                        new CelExpressionCompiler(),
                        settings.featureGates().additiveCelDependencyCheck(),
                        !settings.noCrossNamespaceRefs(),
                        dependencies),
                new CelExpressionCompiler(),
                options(),
                services.clock());
        sources.start(SYNC);
        return new HelmReleaseReconciler(
                context,
                services.clock(),
                new HelmReleaseReconciler.Parts(
                        run,
                        charts,
                        new ReleaseDeletion(clusters, charts),
                        sources,
                        configs::names,
                        dependencies,
                        settings.requeueDependency()),
                states,
                triggers,
                changes);
    }

    private ReleaseRunOptions options() {
        var gates = settings.featureGates();
        return new ReleaseRunOptions(
                !settings.noCrossNamespaceRefs(),
                gates.externalArtifact(),
                gates.defaultToRetryOnFailure(),
                !gates.disableChartDigestTracking());
    }

    private ApplyProfile profile() {
        ApplyProfile helm = ApplyProfile.helm();
        var managers = new HashSet<>(helm.overriddenManagers());
        settings.overrideManagers().ifPresent(managers::addAll);
        return helm.overriding(managers);
    }

    /** An object that an Application of Argo CD applies is not fought over. */
    private ForeignClaims applications(ClusterApi own) {
        return new LivingApplications(new LivingObjects(own, services.clock()), settings.applicationNamespace());
    }

    private ImpersonatingTargets targets(ControllerScope scope, ReleaseTriggers changes) {
        KubernetesClient client = services.client();
        var own = Fabric8ClusterApi.of(client);
        var reports = new DriftReports(changes::drifted, (_, _) -> {}, (_, _) -> {});
        var managed = ManagedObjectWatch.start(
                own, profile(), services.watchScope().namespace().orElse(""), reports, services.clock());
        var remote = settings.remoteClusters();
        return new ImpersonatingTargets(
                scope.keep(new EngineCluster(own, managed, applications(own), services.clock())),
                "helm-controller",
                new ClusterServiceAccounts(client),
                settings.defaultServiceAccount(),
                new SecretLookup(client)::read,
                scope.keep(new RemoteClusters(
                        AddressRule.with(remote.allowLoopback(), remote.allowLinkLocal(), Set.of()),
                        remote.max(),
                        services.fence(),
                        profile(),
                        reports,
                        services.clock())));
    }

    /** Artifacts may be on this machine: in one process with the source-controller they are. */
    private CachedCharts charts(ControllerScope scope) {
        var limits = settings.artifacts();
        var http =
                scope.keep(new OutboundHttp(AddressRule.with(true, false, ApiServerAddresses.of(services.client()))));
        Path directory = Path.of(
                limits.directory().orElseGet(() -> System.getProperty("java.io.tmpdir") + "/capstan-chart-artifacts"));
        var artifacts = new ArtifactCache(
                new HttpArtifactDownload(http, ARTIFACT_TIMEOUT, limits.hostOverride()),
                directory,
                new ArtifactLimits(limits.maxDownload(), limits.maxUnpacked(), limits.maxEntries(), limits.maxKept()));
        return new CachedCharts(
                new CachedArtifactTrees(artifacts),
                new ChartLoader(Path.of(System.getProperty("java.io.tmpdir")), ChartLimits.DEFAULT),
                Runtime.getRuntime().maxMemory() / 16);
    }
}
