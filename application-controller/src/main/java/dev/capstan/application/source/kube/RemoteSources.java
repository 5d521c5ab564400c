package dev.capstan.application.source.kube;

import dev.capstan.access.git.GitRemotes;
import dev.capstan.access.git.adapter.GitHubTokens;
import dev.capstan.access.git.kube.ProcessMirrors;
import dev.capstan.access.kube.Upstreams;
import dev.capstan.application.plane.ControlPlaneView;
import dev.capstan.application.source.RemoteListener;
import dev.capstan.application.source.RemoteUse;
import dev.capstan.application.source.Revisions;
import dev.capstan.application.source.RevisionsByType;
import dev.capstan.application.source.SourceFilesByType;
import dev.capstan.application.source.adapter.FoundByOthers;
import dev.capstan.application.source.adapter.HeadStart;
import dev.capstan.application.source.adapter.MirroredSources;
import dev.capstan.application.source.adapter.RemoteLooks;
import dev.capstan.application.source.adapter.RemoteWatch;
import dev.capstan.application.source.adapter.RepositoryRemotes;
import dev.capstan.applicationmanifests.SourceFiles;
import dev.capstan.runtime.host.ControllerScope;
import dev.capstan.runtime.reconcile.ReconcilerServices;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Opens everything that Applications read from remotes: with the mirrors, the indexes and the budgets of the process. */
@Singleton
public final class RemoteSources {
    /** Argo CD's for one command of Git. */
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    /** More than a pass takes on an idle machine, and too short to be noticed by who waits for the others. */
    private static final Duration AHEAD = Duration.ofMillis(500);

    private final ProcessMirrors mirrors;
    private final RemoteCharts charts;
    private final Upstreams upstreams;
    private final Clock clock;

    @Inject
    RemoteSources(ProcessMirrors mirrors, RemoteCharts charts, Upstreams upstreams, ReconcilerServices services) {
        this.mirrors = mirrors;
        this.charts = charts;
        this.upstreams = upstreams;
        this.clock = services.clock();
    }

    /**
     * What was opened.
     *
     * @param revisions what {@code targetRevision}s mean
     * @param files of sources
     * @param git revisions and files of Git repositories, and signatures
     */
    public record Opened(Revisions revisions, SourceFiles files, MirroredSources git) {}

    /**
     * Opens it, and begins to look at remotes.
     *
     * @param scope closes what is opened
     * @param folder for files; nothing is lost but time when they are
     * @param uses what Applications read from now; asked every second
     * @param listener told when a remote has something new, whoever finds it; a moment later when an Application does
     * @param withSubmodules whether files of submodules are in their places
     */
    public Opened open(
            ControllerScope scope,
            ControlPlaneView plane,
            Path folder,
            Supplier<Set<RemoteUse>> uses,
            RemoteListener listener,
            boolean withSubmodules)
            throws IOException {
        Function<String, Optional<String>> authorities =
                host -> Optional.ofNullable(plane.now().trust().authorities().get(host));
        var http = scope.keep(upstreams.open(upstreams.addresses()));
        var lease = scope.keep(mirrors.lease());
        var remotes = new RepositoryRemotes(plane, new GitRemotes(new GitHubTokens(http, clock)));
        var others = HeadStart.of(listener, AHEAD);
        var git = new MirroredSources(lease.mirrors(), remotes, TIMEOUT, others, withSubmodules);
        var charted = charts.open(scope, plane, folder, authorities, others);
        var found = scope.keep(new FoundByOthers(git, listener, TIMEOUT));
        Runnable end = mirrors.listen(found);
        scope.keep(end::run);
        var looks = new RemoteLooks(git, charted.charts(), charted.oci());
        scope.keep(
                new RemoteWatch(looks, uses, () -> plane.now().settings().reconciliation(), listener, clock).start());
        return new Opened(
                new RevisionsByType(git, charted.charts(), charted.oci()),
                new SourceFilesByType(git, charted.charts(), charted.oci()),
                git);
    }
}
