package dev.capstan.application.kube;

import dev.capstan.access.git.GitRemotes;
import dev.capstan.access.git.adapter.GitHubTokens;
import dev.capstan.application.plane.ControlPlaneView;
import dev.capstan.application.source.RemoteListener;
import dev.capstan.application.source.RemoteUse;
import dev.capstan.application.source.Revisions;
import dev.capstan.application.source.RevisionsByType;
import dev.capstan.application.source.SourceFilesByType;
import dev.capstan.application.source.adapter.FoundByOthers;
import dev.capstan.application.source.adapter.MirroredSources;
import dev.capstan.application.source.adapter.RemoteLooks;
import dev.capstan.application.source.adapter.RemoteWatch;
import dev.capstan.application.source.adapter.RepositoryRemotes;
import dev.capstan.application.source.kube.RemoteCharts;
import dev.capstan.applicationmanifests.SourceFiles;
import dev.capstan.runtime.host.ControllerScope;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Where Applications get their manifests from.
 *
 * @param revisions what they are at
 * @param files what is in them
 * @param watch tells when they have moved; to be started
 */
record ApplicationSources(Revisions revisions, SourceFiles files, RemoteWatch watch) {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    /** Opens everything that is needed to read from remotes. */
    static ApplicationSources open(
            ControllerScope scope,
            ApplicationParts.Shared process,
            ControlPlaneView plane,
            Path folder,
            Supplier<Set<RemoteUse>> uses,
            RemoteListener listener)
            throws IOException {
        Clock clock = process.services().clock();
        var http = scope.keep(process.upstreams().open(process.upstreams().addresses()));
        var lease = scope.keep(process.mirrors().lease());
        var remotes = new RepositoryRemotes(plane, new GitRemotes(new GitHubTokens(http, clock)));
        var git = new MirroredSources(lease.mirrors(), remotes, TIMEOUT);
        RemoteCharts.Opened charts = process.charts()
                .open(
                        scope,
                        plane,
                        folder,
                        host -> Optional.ofNullable(
                                plane.now().trust().authorities().get(host)));
        var others = scope.keep(new FoundByOthers(git, listener, TIMEOUT));
        AutoCloseable listening = process.mirrors().listen(others)::run;
        scope.keep(listening);
        var watch = scope.keep(new RemoteWatch(
                new RemoteLooks(git, charts.charts(), charts.oci()),
                uses,
                () -> plane.now().settings().reconciliation(),
                listener,
                clock));
        return new ApplicationSources(
                new RevisionsByType(git, charts.charts(), charts.oci()),
                new SourceFilesByType(git, charts.charts(), charts.oci()),
                watch);
    }
}
