package dev.capstan.helm.release.action;

import dev.capstan.apply.Manifest;
import dev.capstan.apply.ObjectId;
import dev.capstan.helm.release.ActionFailure;
import dev.capstan.helm.release.object.ManifestText;
import dev.capstan.helm.release.object.ReleaseMarks;
import dev.capstan.helm.release.record.ReleaseRecord;
import dev.capstan.helm.release.record.ReleaseStatus;
import dev.capstan.helm.release.storage.ReleaseHistory;
import dev.capstan.helm.release.storage.StoredRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The objects that may be in the cluster because of the revisions before: of the deployed one, and of all that failed after
 * it, so that nothing is left behind by one of them.
 *
 * @param objects as the newest of those revisions has each, in the namespace and with the marks of that revision
 * @param revisions the newest of those revisions that has each
 * @param deployed those of the deployed revision
 * @param lost what those revisions had besides and cannot be read, by revision
 * @param illegible the first revision of which nothing can be read
 */
record FormerObjects(
        Map<ObjectId, Manifest> objects,
        Map<ObjectId, Integer> revisions,
        Set<ObjectId> deployed,
        List<String> lost,
        Optional<ActionFailure> illegible) {

    FormerObjects {
        deployed = Set.copyOf(deployed);
        lost = List.copyOf(lost);
    }

    static FormerObjects of(ActionContext context, ReleaseHistory history) {
        int deployed = version(history.deployed());
        int since = Math.max(deployed, version(uninstalled(history)) + 1);
        Map<ObjectId, Manifest> objects = new LinkedHashMap<>();
        Map<ObjectId, Integer> revisions = new HashMap<>();
        Set<ObjectId> ofDeployed = new HashSet<>();
        List<String> lost = new ArrayList<>();
        Optional<ActionFailure> illegible = Optional.empty();
        for (StoredRecord stored : history.revisions()) {
            ReleaseRecord record = stored.record();
            if (record.version() >= since) {
                ManifestText.Salvaged salvaged = read(context, record);
                salvaged.manifests().forEach(manifest -> {
                    objects.put(manifest.id(), manifest);
                    revisions.put(manifest.id(), record.version());
                });
                if (record.version() == deployed) {
                    salvaged.manifests().forEach(manifest -> ofDeployed.add(manifest.id()));
                }
                salvaged.lost().forEach(failure -> lost.add(failure.message()));
                if (salvaged.manifests().isEmpty() && !salvaged.lost().isEmpty()) {
                    illegible = illegible.or(() -> Optional.of(salvaged.lost().getFirst()));
                }
            }
        }
        return new FormerObjects(objects, revisions, ofDeployed, lost, illegible);
    }

    /** Revisions of other tools may have been installed into another namespace than the one that is wanted now. */
    private static ManifestText.Salvaged read(ActionContext context, ReleaseRecord record) {
        ManifestText.Salvaged salvaged = new ManifestText(context.engine().catalog(), record.namespace())
                .salvage("the manifest of revision " + record.version(), record.manifest());
        ReleaseMarks marks = new ReleaseMarks(record.name(), record.namespace());
        salvaged.manifests().forEach(manifest -> marks.put(manifest.content()));
        return salvaged;
    }

    private static Optional<StoredRecord> uninstalled(ReleaseHistory history) {
        return history.revisions().reversed().stream()
                .filter(stored -> stored.record().status() == ReleaseStatus.UNINSTALLED)
                .findFirst();
    }

    private static int version(Optional<StoredRecord> stored) {
        return stored.map(it -> it.record().version()).orElse(0);
    }

    /** Whether a revision is the last one that knows of an object, besides those that are wanted now. */
    boolean isLastTrace(StoredRecord stored, Collection<Manifest> wanted) {
        Set<ObjectId> known = wanted.stream().map(Manifest::id).collect(Collectors.toSet());
        return revisions.entrySet().stream()
                .anyMatch(entry -> entry.getValue() == stored.record().version() && !known.contains(entry.getKey()));
    }

    /** What people should know of what was left where it is. */
    List<String> notices() {
        return lost.stream()
                .map(what -> "what cannot be read was left where it is: " + what)
                .toList();
    }
}
