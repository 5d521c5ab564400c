package dev.capstan.application.kube;

import dev.capstan.access.git.adapter.GitHubTokens;
import dev.capstan.access.kube.Upstreams;
import dev.capstan.api.argo.Application;
import dev.capstan.api.argo.ApplicationStatus;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.application.cluster.adapter.ConnectedClusters;
import dev.capstan.application.cluster.adapter.RemoteConnections;
import dev.capstan.application.live.LiveRules;
import dev.capstan.application.live.NamespaceContents;
import dev.capstan.application.live.adapter.ListedNamespaces;
import dev.capstan.application.live.adapter.LiveTargets;
import dev.capstan.application.metric.ApplicationMetrics;
import dev.capstan.application.metric.SetMetrics;
import dev.capstan.application.operate.adapter.ClusterObjectActions;
import dev.capstan.application.operate.adapter.Identities;
import dev.capstan.application.plane.ControlPlane;
import dev.capstan.application.plane.kube.DefaultProjectMaker;
import dev.capstan.application.plane.kube.WatchedControlPlane;
import dev.capstan.application.run.ApplicationPass;
import dev.capstan.application.run.AskedComparison;
import dev.capstan.application.run.AskedRevisions;
import dev.capstan.application.run.PassPorts;
import dev.capstan.application.run.Preview;
import dev.capstan.application.set.ProjectTrust;
import dev.capstan.application.set.kube.ApplicationSetKind;
import dev.capstan.application.set.kube.SetConfig;
import dev.capstan.application.set.kube.SetParts;
import dev.capstan.application.signature.RecentLooks;
import dev.capstan.application.signature.SignatureGate;
import dev.capstan.application.signature.adapter.ClusterSigners;
import dev.capstan.application.signature.adapter.MirrorSignatures;
import dev.capstan.application.source.RemoteUse;
import dev.capstan.application.source.kube.RemoteSources;
import dev.capstan.applicationmanifests.ManifestRendering;
import dev.capstan.applicationmanifests.RenderLimits;
import dev.capstan.applier.ownership.kube.LivingObjects;
import dev.capstan.apply.adapter.Fabric8ClusterApi;
import dev.capstan.argo.compare.Comparison;
import dev.capstan.argo.tracking.Tracking;
import dev.capstan.http.AddressRule;
import dev.capstan.runtime.host.ControllerScope;
import dev.capstan.runtime.log.InternalErrors;
import dev.capstan.runtime.reconcile.KindReconciler;
import dev.capstan.runtime.reconcile.ReconcilerServices;
import dev.capstan.runtime.secret.kube.SecretLookup;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Puts the controller together. */
final class ApplicationParts {
    /** Other controllers, such as those of quotas, get to see what a wave applied before the next one begins. */
    private static final Duration BETWEEN_WAVES = Duration.ofSeconds(2);

    /** How long the start waits for what is there to be known; afterwards it goes on, and hears of it later. */
    private static final Duration START = Duration.ofSeconds(10);

    /** How long a list of what lies in a namespace is good enough: orphans are no hurry, and trees are looked at by people. */
    private static final Duration FOR_ORPHANS = Duration.ofMinutes(3);

    private static final Duration FOR_TREES = Duration.ofSeconds(5);

    /** Parts of the heap, as divisors. */
    private static final int PART_FOR_LIVE = 8;

    private static final int PART_FOR_RENDERED = 8;

    private final ApplicationSettings settings;
    private final SetConfig setConfig;
    private final Shared process;
    private final ReconcilerServices services;
    private final String namespace;
    private final ServedNamespaces served;
    private final WakeUps wakeUps;

    /** What the process has for all its controllers. */
    record Shared(
            ReconcilerServices services,
            Upstreams upstreams,
            RemoteSources sources,
            MeterRegistry metrics,
            Vertx vertx) {}

    ApplicationParts(ApplicationSettings settings, SetConfig setConfig, Shared process) {
        this.settings = settings;
        this.setConfig = setConfig;
        this.process = process;
        this.services = process.services();
        this.namespace = settings.namespace();
        this.served = new ServedNamespaces(namespace, settings.namespaces().orElse(List.of()));
        this.wakeUps = new WakeUps(namespace, served);
    }

    /** Opens everything; the kinds are watched afterwards. */
    List<KindReconciler<?, ?>> open(ControllerScope scope) throws IOException {
        var plane = plane(scope);
        var other = scope.keep(
                new OtherController(services.client(), namespace, OtherController.OF_APPLICATIONS, wakeUps::wakeAll));
        var uses = new RemoteUses();
        var world = world(scope, plane, () -> uses.of(wakeUps.served()));
        var comparison = Comparison.load();
        var around = new Surroundings(
                new ApplicationPass(world.ports(), comparison, services.clock(), BETWEEN_WAVES),
                plane,
                plane::isSynced,
                wakeUps,
                other::running,
                served,
                new ApplicationMetrics(process.metrics()),
                gone -> forget(gone, world.manifests(), world.targets()));
        var applications = new KindReconciler<>(
                ApplicationController.IDENTITY, ApplicationConventions.create(), services, context -> {
                    wakeUps.connect(context);
                    return new ApplicationReconciler(context, around, services.clock());
                });
        var sets = sets(scope, plane, world, applications);
        wakeUps.connect(sets);
        plane.start(START);
        other.start(START);
        scope.keep(new DefaultProjectMaker(services.client(), plane, namespace)).start();
        if (settings.core().enabled()) {
            core(scope, world, comparison, applications);
        }
        return List.of(applications, sets.reconciler());
    }

    private void core(
            ControllerScope scope,
            World world,
            Comparison comparison,
            KindReconciler<Application, ApplicationStatus> applications) {
        var known = new CoreApplications(
                applications::find,
                served,
                namespace,
                new AskedRevisions(world.ports().plane(), world.ports().revisions()),
                new AskedComparison(world.ports(), comparison, services.clock())::of,
                gone -> forget(gone, world.manifests(), world.targets()));
        var password = new CorePassword(new SecretLookup(services.client()), namespace, services.clock());
        new CorePorts(settings.core(), process.vertx(), services.clock()).open(scope, known, password, world.trees());
    }

    /** Looks at all Applications once, and makes sure that nothing is written. */
    List<KindReconciler<?, ?>> preview(ControllerScope scope, Path file) throws IOException {
        services.fence().shut();
        var plane = plane(scope);
        var world = world(scope, plane, Set::of);
        var run = scope.keep(new PreviewRun(
                services.client(),
                new Preview(world.ports(), Comparison.load(), services.clock()),
                served,
                namespace,
                services.clock(),
                file));
        plane.start(START);
        if (plane.isSynced()) {
            run.start();
        } else {
            run.fail("the ConfigMaps, Secrets and AppProjects of the namespace " + namespace
                    + " cannot be read, or the cluster does not know AppProjects");
        }
        return List.of();
    }

    private WatchedControlPlane plane(ControllerScope scope) {
        return scope.keep(
                new WatchedControlPlane(services.client(), namespace, services.clock(), wakeUps::planeChanged));
    }

    /** What passes see, and the parts of it that others need as well. */
    private record World(
            PassPorts ports,
            RemoteSources.Opened sources,
            SignatureGate signatures,
            ManifestRendering manifests,
            LiveTargets targets,
            NamespaceContents trees) {}

    private World world(ControllerScope scope, WatchedControlPlane plane, Supplier<Set<RemoteUse>> uses)
            throws IOException {
        var sources = process.sources()
                .open(scope, plane, settings.storage().path(), uses, wakeUps::remoteMoved, settings.gitSubmodules());
        var signatures = new SignatureGate(
                new RecentLooks(new MirrorSignatures(sources.git().objects()), services.clock()),
                new ClusterSigners(new SecretLookup(services.client())::read));
        var manifests = manifests();
        var live = live(scope, plane);
        var ports = new PassPorts(
                plane,
                sources.revisions(),
                signatures,
                sources.files(),
                manifests,
                live.targets(),
                new OwnersInCluster(new LivingObjects(Fabric8ClusterApi.of(services.client()), services.clock())),
                live.actions(),
                live.contents());
        return new World(ports, sources, signatures, manifests, live.targets(), live.trees());
    }

    private void forget(ObjectKey application, ManifestRendering manifests, LiveTargets targets) {
        String instance = Tracking.instanceName(application.namespace(), application.name(), namespace);
        manifests.forget(instance);
        targets.forget(instance);
        wakeUps.gone(application);
    }

    private ManifestRendering manifests() throws IOException {
        Path folder = Files.createDirectories(settings.storage().path().resolve("charts"));
        Runtime machine = Runtime.getRuntime();
        return new ManifestRendering(
                folder,
                RenderLimits.DEFAULT.with(machine.availableProcessors(), machine.maxMemory() / PART_FOR_RENDERED));
    }

    private record Live(
            LiveTargets targets, ClusterObjectActions actions, NamespaceContents contents, NamespaceContents trees) {}

    private Live live(ControllerScope scope, WatchedControlPlane plane) {
        BiConsumer<String, Throwable> faults = (during, fault) -> InternalErrors.report(during, "live objects", fault);
        var remote = settings.remoteClusters();
        var connections = scope.keep(new RemoteConnections(
                new ConnectedClusters(services.client(), services.clock()),
                () -> plane.now().clusters(),
                AddressRule.with(remote.allowLoopback(), remote.allowLinkLocal(), Set.of()),
                remote.max(),
                services.fence(),
                services.clock()));
        var targets = scope.keep(new LiveTargets(
                connections,
                services.watchScope().namespace(),
                () -> {
                    ControlPlane now = plane.now();
                    return new LiveRules(now.settings(), now.health());
                },
                wakeUps,
                Runtime.getRuntime().maxMemory() / PART_FOR_LIVE,
                services.clock(),
                faults));
        connections.onClose(targets::closed);
        var identities = new Identities(settings.defaultServiceAccount());
        return new Live(
                targets,
                new ClusterObjectActions(connections, targets, identities, services.clock(), faults),
                new ListedNamespaces(connections, services.clock(), FOR_ORPHANS),
                new ListedNamespaces(connections, services.clock(), FOR_TREES));
    }

    private ApplicationSetKind sets(
            ControllerScope scope,
            WatchedControlPlane plane,
            World world,
            KindReconciler<Application, ApplicationStatus> applications) {
        var http = scope.keep(process.upstreams().open(process.upstreams().addresses()));
        var other = scope.keep(
                new OtherController(services.client(), namespace, OtherController.OF_SETS, wakeUps::wakeSets));
        other.start(START);
        var parts = new SetParts(
                ApplicationController.IDENTITY,
                services,
                setConfig,
                namespace,
                plane,
                plane::isSynced,
                other::running,
                world.sources().files(),
                new ProjectTrust(plane, world.signatures()),
                new WatchedApplications(applications),
                http,
                new GitHubTokens(http, services.clock()),
                new SetMetrics(process.metrics(), setConfig.metricLabels().orElse(List.of())));
        return new ApplicationSetKind(parts, scope);
    }
}
