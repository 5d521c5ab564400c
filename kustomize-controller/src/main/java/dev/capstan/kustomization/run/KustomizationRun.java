package dev.capstan.kustomization.run;

import dev.capstan.applier.dependency.DependencyCheck;
import dev.capstan.applier.handover.HandOverCheck;
import dev.capstan.applier.handover.HandOvers;
import dev.capstan.applier.identity.ApplyTargets;
import dev.capstan.applier.record.ApplyRecords;
import dev.capstan.applier.source.ArtifactTrees;
import dev.capstan.applier.source.SourceLookup;
import dev.capstan.applier.values.VariableStore;
import dev.capstan.expression.ExpressionCompiler;
import dev.capstan.kustomization.decrypt.DecryptionKeys;
import dev.capstan.kustomization.snapshot.KnownKustomization;
import dev.capstan.kustomizationbuild.ManifestBuild;
import java.time.Clock;
import java.time.Instant;

/**
 * One run over one Kustomization: from its source to the question whether it is healthy. May be done twice and ends in
 * the same place; writes nothing but the objects themselves and, before them, the journal.
 */
public final class KustomizationRun {

    private final RunParts parts;
    private final SpecCheck specCheck;
    private final HandOverCheck handOverCheck;

    /** A run over those ports. */
    public KustomizationRun(
            Ports ports,
            ManifestBuild build,
            DependencyCheck dependencies,
            ExpressionCompiler compiler,
            RunOptions options,
            BuiltSets built,
            HandOvers handOvers,
            Clock clock) {
        this.parts = new RunParts(
                ports, new VariableLoader(ports.variables()), build, dependencies, options, built, handOvers, clock);
        this.specCheck = new SpecCheck(compiler, options);
        this.handOverCheck =
                new HandOverCheck(new KustomizationClaims(parts), handOvers, options.handOverPatience(), clock);
    }

    /** Asks who takes over what a Kustomization lets go. */
    public HandOverCheck handOverCheck() {
        return handOverCheck;
    }

    /** What a run reads from and writes to. */
    public record Ports(
            SourceLookup sources,
            Kustomizations kustomizations,
            ArtifactTrees artifacts,
            VariableStore variables,
            DecryptionKeys keys,
            ApplyTargets targets,
            ApplyRecords records) {}

    /** Runs; blocks while it downloads, builds and applies, and never waits for health. */
    public RunResult run(KnownKustomization subject, RunContext context) {
        parts.handOvers().pause(subject.id());
        boolean verifiesAll = isVerificationDue(context);
        var buildPhase = new BuildPhase(parts, subject, context, verifiesAll);
        var applyPhase = new ApplyPhase(parts, handOverCheck, subject, context, verifiesAll);
        return specCheck
                .accept(subject.spec(), subject.key())
                .then(buildPhase::run)
                .end(applyPhase::run);
    }

    private boolean isVerificationDue(RunContext context) {
        Instant oldest = parts.clock().instant().minus(parts.options().verifyEvery());
        return context.lastRun()
                .map(lastRun -> lastRun.verifiedAt().isBefore(oldest))
                .orElse(false);
    }
}
