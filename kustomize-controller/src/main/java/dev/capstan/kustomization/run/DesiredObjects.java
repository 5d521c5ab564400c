package dev.capstan.kustomization.run;

import dev.capstan.applier.source.SourceRevision;
import dev.capstan.apply.Manifest;
import java.util.List;

/**
 * What a Kustomization wants to be in the cluster.
 *
 * @param accepted what was compiled of the spec
 * @param revision the revision it comes from
 * @param manifests every object
 * @param notices what people should know about the build although it did not fail
 * @param lastRun what to remember when the run ends well
 */
record DesiredObjects(
        SpecCheck.Accepted accepted,
        SourceRevision revision,
        List<Manifest> manifests,
        List<String> notices,
        LastRun lastRun) {}
