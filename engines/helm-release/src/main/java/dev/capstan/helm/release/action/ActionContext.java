package dev.capstan.helm.release.action;

import dev.capstan.apply.Cancellation;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.PatientCluster;
import dev.capstan.helm.release.ActionFailure;
import dev.capstan.helm.release.ActionOutcome;
import dev.capstan.helm.release.ReleaseTarget;
import dev.capstan.helm.release.object.ManifestText;
import dev.capstan.helm.release.object.ObjectRemoval;
import dev.capstan.helm.release.object.ReleaseMarks;
import java.time.Instant;
import java.util.List;

/**
 * What one action works with.
 *
 * @param api the cluster with the identity that writes
 * @param cluster the same, asked patiently; what is written there is recorded
 * @param record what the action has done so far
 */
record ActionContext(
        ReleaseEngine engine, ReleaseTarget target, ClusterApi api, PatientCluster cluster, ActionRecord record) {

    static ActionContext of(ReleaseEngine engine, ReleaseTarget target, ClusterApi api) {
        var record = new ActionRecord(engine.recording(), target.owner(), engine.clock());
        var recorded = new RecordedCluster(api, record::add);
        return new ActionContext(
                engine,
                target,
                api,
                new PatientCluster(recorded, engine.clock(), engine.patience(), new Cancellation()),
                record);
    }

    /** The action has ended, or was refused. */
    ActionOutcome ended(ActionOutcome outcome) {
        return record.ended(outcome, cluster.requests());
    }

    /** The same end, after which the record of the action is complete. */
    StepwiseAction.Ending recorded(StepwiseAction.Ending ending) {
        return new StepwiseAction.Ending() {
            @Override
            public List<ActionStep> afterFailure(ActionFailure failure) {
                return ending.afterFailure(failure);
            }

            @Override
            public ActionOutcome outcomeOf(ActionFailure failure) {
                return ended(ending.outcomeOf(failure));
            }

            @Override
            public ActionOutcome done() {
                return ended(ending.done());
            }
        };
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
