package dev.capstan.helmrelease.run;

import dev.capstan.api.helm.HelmReleaseStatus;
import dev.capstan.helm.release.storage.ReleaseKey;
import dev.capstan.helmrelease.snapshot.KnownHelmRelease;
import dev.capstan.helmrelease.snapshot.Releases;
import dev.capstan.helmrelease.state.Stored;
import dev.capstan.helmrelease.status.HelmReleaseReporter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs over {@code apps/web}, between fakes of all ports; what a run reports is the status of the next one. */
final class ReleaseRunFixture {

    static final ReleaseKey KEY = new ReleaseKey("apps", "web");

    final FakeRunPorts ports = new FakeRunPorts();
    final FakeReleaseActions actions = ports.actions;
    private final HelmReleaseRun run = ports.run();
    private HelmReleaseStatus status = HelmReleaseStatus.INITIAL;
    private Optional<LastSync> lastRun = Optional.empty();

    HelmReleaseStatus status() {
        return status;
    }

    /** The memory of the process is gone. */
    void restarts() {
        lastRun = Optional.empty();
    }

    ReleaseRunResult run(String spec) {
        return run(known(spec, Map.of()));
    }

    ReleaseRunResult run(String spec, Map<String, String> annotations) {
        return run(known(spec, annotations));
    }

    private ReleaseRunResult run(KnownHelmRelease release) {
        return report(release, run.run(release, new ReleaseRunContext(lastRun, List.of())));
    }

    ReleaseRunResult resume(String spec, ReleaseRunResult.Acting acting) {
        return report(known(spec, Map.of()), run.resume(acting.action(), new ReleaseRunContext(lastRun, List.of())));
    }

    /** The wait is given up, and what is known by then is the status of the next run. */
    void giveUp(ReleaseRunResult.Acting acting) {
        status = run.giveUp(acting.action(), "newer input").status();
    }

    private KnownHelmRelease known(String spec, Map<String, String> annotations) {
        KnownHelmRelease release = Releases.known(spec, status, annotations);
        // Every change of a spec makes a new generation.
        return new KnownHelmRelease(
                release.key(),
                release.uid(),
                annotations,
                Math.abs(spec.hashCode()) + 1L,
                release.spec(),
                status,
                false,
                release.fields());
    }

    private ReleaseRunResult report(KnownHelmRelease release, ReleaseRunResult result) {
        if (result instanceof ReleaseRunResult.Ended ended) {
            lastRun = ended.lastRun();
        }
        var reporter = new HelmReleaseReporter(release, Duration.ofSeconds(30), Stored.NOW);
        status = ResultReport.of(reporter, result).status().apply(status);
        return result;
    }
}
