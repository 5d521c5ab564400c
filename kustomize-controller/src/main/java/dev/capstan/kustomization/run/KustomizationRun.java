package dev.capstan.kustomization.run;

import dev.capstan.expression.ExpressionCompiler;
import dev.capstan.kustomization.build.ManifestBuild;
import dev.capstan.kustomization.dependency.DependencyCheck;
import dev.capstan.kustomization.snapshot.KnownKustomization;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * One run over one Kustomization: from its source to the question whether it is healthy. May be done twice and ends in
 * the same place; writes nothing but the objects themselves and, before them, the journal.
 */
public final class KustomizationRun {

    private final RunParts parts;
    private final Acceptance acceptance;

    /** A run over those ports. */
    public KustomizationRun(
            Ports ports,
            ManifestBuild build,
            DependencyCheck dependencies,
            ExpressionCompiler compiler,
            RunOptions options,
            Clock clock) {
        this.parts = new RunParts(ports, new VariableLoader(ports.variables()), build, dependencies, options, clock);
        this.acceptance = new Acceptance(compiler, options);
    }

    /** What a run reads from and writes to. */
    public record Ports(
            Sources sources,
            Kustomizations kustomizations,
            ArtifactTrees artifacts,
            VariableStore variables,
            Targets targets,
            ApplyRecords records) {}

    /** Runs; blocks while it downloads, builds and applies, and never waits for health. */
    public Ended run(KnownKustomization subject, Occasion occasion) {
        boolean verifiesAll = isVerificationDue(occasion);
        var rendering = new Rendering(parts, subject, occasion, verifiesAll);
        var rollout = new Rollout(parts, subject, occasion, verifiesAll);
        RunResult result = acceptance
                .accept(subject.spec(), subject.key())
                .then(rendering::render)
                .end(rollout::rollOut);
        return new Ended(result, isWorthRemembering(result) ? rendering.memory() : Optional.empty());
    }

    private boolean isVerificationDue(Occasion occasion) {
        Instant oldest = parts.clock().instant().minus(parts.options().verifyEvery());
        return occasion.memory()
                .map(memory -> memory.verifiedAt().isBefore(oldest))
                .orElse(false);
    }

    private static boolean isWorthRemembering(RunResult result) {
        return switch (result) {
            case RunResult.Succeeded _, RunResult.AwaitingHealth _, RunResult.SameInputs _ -> true;
            case RunResult.Refused _,
                    RunResult.SourceNotReady _,
                    RunResult.DependencyNotReady _,
                    RunResult.Failed _,
                    RunResult.Unhealthy _ -> false;
        };
    }
}
