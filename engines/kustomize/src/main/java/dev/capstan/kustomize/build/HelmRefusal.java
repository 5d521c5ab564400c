package dev.capstan.kustomize.build;

import dev.capstan.kustomize.BuildProblem.Code;
import dev.capstan.kustomize.fault.BuildFault;
import dev.capstan.kustomize.file.Place;

/** Why Helm charts are not inflated: that would download code and start a program in the middle of a build. */
final class HelmRefusal {
    private HelmRefusal() {}

    static BuildFault at(Place place) {
        return new BuildFault(place.problem(
                        Code.NOT_SUPPORTED, "HelmChartInflationGenerator: Helm charts are not supported in a build")
                .advise("Use a HelmRelease, or render the chart and commit the result."));
    }
}
