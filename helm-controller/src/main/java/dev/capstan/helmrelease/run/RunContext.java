package dev.capstan.helmrelease.run;

import java.util.Optional;

/**
 * What a run must know besides the HelmRelease itself.
 *
 * @param lastRun what the last run that ended in sync left behind; empty when there was none, or when something else than spec and
 *     source changed since
 */
public record RunContext(Optional<LastRun> lastRun) {}
