package dev.capstan.kustomization.run;

import dev.capstan.applier.dependency.DependencyCheck;
import dev.capstan.applier.handover.HandOvers;
import dev.capstan.kustomizationbuild.ManifestBuild;
import java.time.Clock;

/** What the halves of a run work with. */
record RunParts(
        KustomizationRun.Ports ports,
        VariableLoader variables,
        ManifestBuild build,
        DependencyCheck dependencies,
        RunOptions options,
        BuiltSets built,
        HandOvers handOvers,
        Clock clock) {}
