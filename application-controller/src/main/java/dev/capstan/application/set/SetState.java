package dev.capstan.application.set;

import dev.capstan.argo.set.rollout.AppProgress;
import dev.capstan.argo.set.status.SetCondition;
import java.util.List;

/**
 * What the status of a set remembers from pass to pass.
 *
 * @param conditions claims
 * @param progress how far Applications are in a rollout; none where there is no rollout
 */
public record SetState(List<SetCondition> conditions, List<AppProgress> progress) {
    /** Copies the lists. */
    public SetState {
        conditions = List.copyOf(conditions);
        progress = List.copyOf(progress);
    }
}
