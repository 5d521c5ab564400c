package dev.capstan.argo.set.rollout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.set.status.SetCondition;
import java.util.List;

/**
 * Where a rollout stands after one look.
 *
 * @param progress how far every Application is, for {@code status.applicationStatus}
 * @param applications the generated Applications with their own automation off, and with an operation where their turn has come
 * @param conditions what to say about the rollout
 */
public record Rollout(List<AppProgress> progress, List<ObjectNode> applications, List<SetCondition> conditions) {
    /** Keeps its own copies. */
    public Rollout {
        progress = List.copyOf(progress);
        applications = List.copyOf(applications);
        conditions = List.copyOf(conditions);
    }
}
