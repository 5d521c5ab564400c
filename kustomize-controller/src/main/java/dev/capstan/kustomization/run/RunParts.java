package dev.capstan.kustomization.run;

import dev.capstan.kustomization.build.ManifestBuild;
import dev.capstan.kustomization.dependency.DependencyCheck;
import java.time.Clock;

/** What the halves of a run work with. */
record RunParts(
        KustomizationRun.Ports ports,
        VariableLoader variables,
        ManifestBuild build,
        DependencyCheck dependencies,
        RunOptions options,
        Clock clock) {}
