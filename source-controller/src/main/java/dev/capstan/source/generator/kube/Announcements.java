package dev.capstan.source.generator.kube;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.source.ExternalArtifact;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What this process has announced in ExternalArtifacts, so that it knows its own writing from that of others. Used by several threads. */
final class Announcements {
    private final Map<ObjectKey, Artifact> announced = new ConcurrentHashMap<>();

    void remember(ObjectKey object, Artifact artifact) {
        announced.put(object, artifact);
    }

    void forget(ObjectKey object) {
        announced.remove(object);
    }

    /** Whether the object announces what was written last, as ready. */
    boolean isIn(ExternalArtifact object) {
        var status = object.getStatus();
        var written = announced.get(object.key());
        return status != null
                && written != null
                && written.equals(status.artifact())
                && Conditions.of(status.conditions())
                        .get(Condition.READY)
                        .filter(Condition::holds)
                        .isPresent();
    }
}
