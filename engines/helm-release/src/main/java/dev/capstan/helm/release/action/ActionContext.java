package dev.capstan.helm.release.action;

import dev.capstan.apply.Cancellation;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.PatientCluster;
import dev.capstan.helm.release.ReleaseTarget;
import dev.capstan.helm.release.object.ManifestText;
import dev.capstan.helm.release.object.ObjectRemoval;
import dev.capstan.helm.release.object.ReleaseMarks;
import java.time.Instant;

/**
 * What one action works with.
 *
 * @param api the cluster with the identity that writes
 * @param cluster the same, asked patiently
 */
record ActionContext(ReleaseEngine engine, ReleaseTarget target, ClusterApi api, PatientCluster cluster) {

    static ActionContext of(ReleaseEngine engine, ReleaseTarget target, ClusterApi api) {
        return new ActionContext(
                engine, target, api, new PatientCluster(api, engine.clock(), engine.patience(), new Cancellation()));
    }

    Instant now() {
        return engine.clock().instant();
    }

    ReleaseMarks marks() {
        return new ReleaseMarks(target.name(), target.namespace());
    }

    ManifestText texts() {
        return new ManifestText(engine.catalog(), target.namespace());
    }

    ObjectRemoval removal(ClusterApi.Propagation propagation) {
        return new ObjectRemoval(cluster, engine.catalog(), engine.managed(), target.owner(), propagation);
    }
}
