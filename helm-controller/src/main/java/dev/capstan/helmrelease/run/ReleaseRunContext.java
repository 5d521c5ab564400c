package dev.capstan.helmrelease.run;

import dev.capstan.apply.drift.Drift;
import java.util.List;
import java.util.Optional;

/**
 * What a run must know besides the HelmRelease itself.
 *
 * @param lastRun what the last run that ended in sync left behind; empty when there was none, or when something else than spec and
 *     source changed since
 * @param drifts what others changed of the objects of the release, as the watch saw it
 */
public record ReleaseRunContext(Optional<LastSync> lastRun, List<Drift> drifts) {

    /** Copies the list. */
    public ReleaseRunContext {
        drifts = List.copyOf(drifts);
    }
}
