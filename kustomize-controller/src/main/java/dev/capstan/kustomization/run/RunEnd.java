package dev.capstan.kustomization.run;

import java.util.Optional;

/**
 * The end of a run.
 *
 * @param result how it ended
 * @param lastRun what to remember once the result is a success; empty when there is nothing to
 */
public record RunEnd(RunResult result, Optional<LastRun> lastRun) {}
