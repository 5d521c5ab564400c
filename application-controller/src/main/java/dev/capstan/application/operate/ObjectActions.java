package dev.capstan.application.operate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.compare.ServerDryRun;
import dev.capstan.argo.annotation.Propagation;
import dev.capstan.argo.object.ObjectKey;
import dev.capstan.argo.sync.ActionOutcome;
import dev.capstan.argo.sync.SyncAction;
import java.util.List;
import java.util.Map;

/** Carries out in a cluster what a sync wants done. Whatever it writes or deletes is noted in the cluster's {@code LiveView}. */
public interface ObjectActions {
    /**
     * Carries out actions that may go at the same time. Never throws; what could not be done is a failed outcome.
     *
     * @return one outcome for each action
     */
    Map<SyncAction, ActionOutcome> run(List<SyncAction> actions, ActionContext context);

    /** Deletes an object of an Application that is deleted itself; only while it is still the one with this uid. */
    ActionOutcome delete(ObjectKey key, String uid, Propagation propagation, ActionContext context);

    /** Asks the API server what a server-side apply would make of an object, as the same account. */
    default ServerDryRun.Answer tryOut(ObjectNode manifest, ActionContext context) {
        return new ServerDryRun.Answer.Refused("dry runs of " + context.cluster() + " are not supported");
    }
}
