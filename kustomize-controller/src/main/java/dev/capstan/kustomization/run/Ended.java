package dev.capstan.kustomization.run;

import java.util.Optional;

/**
 * The end of a run.
 *
 * @param result how it ended
 * @param memory what to remember once the result is a success; empty when there is nothing to
 */
public record Ended(RunResult result, Optional<RunMemory> memory) {}
