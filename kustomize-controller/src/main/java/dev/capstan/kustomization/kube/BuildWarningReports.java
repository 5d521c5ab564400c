package dev.capstan.kustomization.kube;

import dev.capstan.api.event.EventMetadata;
import dev.capstan.api.event.Severity;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.applier.source.SourceRevision;
import dev.capstan.kustomization.snapshot.KnownKustomization;
import dev.capstan.kustomization.status.KustomizationEvent;
import dev.capstan.kustomize.BuildWarning;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;

/**
 * What builds warn of, as one event for each revision and spec, however often it is built. A process that starts does not
 * repeat what was an event when the revision was applied.
 */
final class BuildWarningReports {

    private static final int NAMED_AT_MOST = 10;

    private record Reported(String uid, long generation, String revision, List<BuildWarning> warnings) {}

    private final ConcurrentMap<ObjectKey, Reported> reported = new ConcurrentHashMap<>();

    /** The event about the warnings of a build; empty when there are none, or none that are new. */
    Optional<KustomizationEvent> newsOf(
            KnownKustomization subject, SourceRevision revision, List<BuildWarning> warnings) {
        var now = new Reported(subject.uid(), subject.generation(), revision.name(), warnings);
        Reported before = reported.put(subject.key(), now);
        if (warnings.isEmpty()) {
            return Optional.empty();
        }
        boolean isKnown = before == null ? isApplied(subject, revision) : before.equals(now);
        return isKnown ? Optional.empty() : Optional.of(event(revision, warnings));
    }

    private static boolean isApplied(KnownKustomization subject, SourceRevision revision) {
        return revision.name().equals(subject.status().lastAppliedRevision())
                && subject.status().observedGeneration() == subject.generation();
    }

    private static KustomizationEvent event(SourceRevision revision, List<BuildWarning> warnings) {
        String named = warnings.stream()
                .limit(NAMED_AT_MOST)
                .map(BuildWarning::describe)
                .collect(Collectors.joining("\n"));
        int others = warnings.size() - NAMED_AT_MOST;
        String more = others > 0 ? "\nand " + others + " more; capstan build shows them all" : "";
        var metadata = new HashMap<String, String>();
        metadata.put(EventMetadata.REVISION, revision.name());
        revision.origin().ifPresent(origin -> metadata.put(EventMetadata.ORIGIN_REVISION, origin));
        return new KustomizationEvent(
                Severity.INFO, Reason.PROGRESSING, "Warnings of the build:\n" + named + more, Map.copyOf(metadata));
    }

    /** The Kustomization is gone. */
    void forget(ObjectKey key) {
        reported.remove(key);
    }
}
