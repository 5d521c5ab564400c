package dev.capstan.argo.sync;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.annotation.Hook;
import dev.capstan.argo.annotation.SyncPhase;
import dev.capstan.argo.object.Metadata;
import java.time.Instant;
import java.util.Locale;

/** The manifest of a hook as it is applied in one phase of one operation. */
final class HookManifest {

    private HookManifest() {}

    /**
     * Gives a hook without a name one that stays the same for the whole operation, and the finalizer that keeps its object
     * until its outcome is known.
     */
    static ObjectNode of(ObjectNode hook, SyncPhase phase, String revision, Instant startedAt) {
        ObjectNode manifest = hook.deepCopy();
        ObjectNode metadata =
                manifest.get("metadata") instanceof ObjectNode existing ? existing : manifest.putObject("metadata");
        Metadata read = Metadata.of(hook);
        if (read.name().isEmpty()) {
            String shortRevision = revision.length() >= 8 ? revision.substring(0, 7) : revision;
            String suffix = shortRevision + "-" + phase + "-" + startedAt.getEpochSecond();
            metadata.put("name", read.generateName() + suffix.toLowerCase(Locale.ROOT));
        }
        if (!read.hasFinalizer(Hook.FINALIZER)) {
            ArrayNode finalizers = metadata.get("finalizers") instanceof ArrayNode existing
                    ? existing
                    : metadata.putArray("finalizers");
            finalizers.add(Hook.FINALIZER);
        }
        return manifest;
    }
}
