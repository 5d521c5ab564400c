package dev.capstan.application.kube;

import dev.capstan.api.argo.ApplicationStatus;
import dev.capstan.application.compare.Condition;
import dev.capstan.application.compare.ConditionType;
import dev.capstan.application.compare.Conditions;
import dev.capstan.application.status.StatusEdit;
import dev.capstan.runtime.reconcile.StatusConventions;
import dev.capstan.runtime.status.ReadyState;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Argo CD has no condition that says that all is well, no observed generation, and takes requests off instead of noting them. What went wrong
 * outside of every pass is an {@code UnknownError}, and sync status and health stay what they were.
 */
final class ArgoStatusConventions implements StatusConventions<ApplicationStatus> {
    @Override
    public ApplicationStatus with(ApplicationStatus status, ReadyState state, long generation, Instant now) {
        List<Condition> found = switch (state) {
            case ReadyState.Retrying _, ReadyState.Stalled _ ->
                List.of(new Condition(ConditionType.UNKNOWN_ERROR, state.message()));
            case ReadyState.Ready _, ReadyState.Progressing _ -> List.of();
        };
        return StatusEdit.withConditions(status, new Conditions(Set.of(ConditionType.UNKNOWN_ERROR), found), now);
    }
}
