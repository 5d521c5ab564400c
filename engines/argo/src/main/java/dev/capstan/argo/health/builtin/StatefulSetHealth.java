package dev.capstan.argo.health.builtin;

import dev.capstan.argo.health.Health;
import java.util.OptionalLong;

/** StatefulSets: ready first, then the update that their strategy asks for. */
final class StatefulSetHealth {

    private StatefulSetHealth() {}

    static Health of(LiveObject set) {
        if (set.number("status", "observedGeneration") == 0 || !set.isObserved()) {
            return Health.progressing("Waiting for statefulset spec update to be observed...");
        }
        OptionalLong wanted = set.numberIfSet("spec", "replicas");
        long ready = set.number("status", "readyReplicas");
        if (wanted.isPresent() && ready < wanted.getAsLong()) {
            return Health.progressing("Waiting for %d pods to be ready...".formatted(wanted.getAsLong() - ready));
        }
        String strategy = set.text("spec", "updateStrategy", "type");
        if (strategy.equals("RollingUpdate") && set.has("spec", "updateStrategy", "rollingUpdate")) {
            return partitioned(set, wanted);
        }
        if (strategy.equals("OnDelete")) {
            return Health.healthy("statefulset has %d ready pods".formatted(ready));
        }
        long updated = set.number("status", "updatedReplicas");
        String revision = set.text("status", "updateRevision");
        return revision.equals(set.text("status", "currentRevision"))
                ? Health.healthy("statefulset rolling update complete %d pods at revision %s..."
                        .formatted(set.number("status", "currentReplicas"), set.text("status", "currentRevision")))
                : Health.progressing("waiting for statefulset rolling update to complete %d pods at revision %s..."
                        .formatted(updated, revision));
    }

    private static Health partitioned(LiveObject set, OptionalLong wanted) {
        long updated = set.number("status", "updatedReplicas");
        OptionalLong partition = set.numberIfSet("spec", "updateStrategy", "rollingUpdate", "partition");
        if (wanted.isPresent() && partition.isPresent()) {
            long due = wanted.getAsLong() - partition.getAsLong();
            if (updated < due) {
                return Health.progressing(
                        "Waiting for partitioned roll out to finish: %d out of %d new pods have been updated..."
                                .formatted(updated, due));
            }
        }
        return Health.healthy("partitioned roll out complete: %d new pods have been updated...".formatted(updated));
    }
}
