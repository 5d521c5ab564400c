package dev.capstan.helm.release.action;

import dev.capstan.apply.Manifest;
import dev.capstan.apply.ObjectId;
import dev.capstan.helm.release.ActionFailure;
import dev.capstan.helm.release.object.ManifestText;
import dev.capstan.helm.release.object.ReleaseMarks;
import dev.capstan.helm.release.record.ReleaseRecord;
import dev.capstan.helm.release.record.ReleaseStatus;
import dev.capstan.helm.release.storage.RecordSecret;
import dev.capstan.helm.release.storage.ReleaseHistory;
import dev.capstan.helm.release.storage.ReleaseStorage;
import dev.capstan.helm.release.storage.StorageResult;
import dev.capstan.helm.release.storage.StoredRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The objects that may be in the cluster because of the revisions before: of the deployed one, and of all that failed after
 * it, so that nothing is left behind by one of them.
 *
 * @param objects as the newest of those revisions has each, in the namespace and with the marks of that revision
 * @param revisions the newest of those revisions that has each
 * @param deployed those of the deployed revision
 * @param lost what those revisions had besides and cannot be read, by revision
 * @param unknown why it is not known what the objects are: a revision was not to be had
 * @param illegible the first revision of which nothing can be read
 */
record FormerObjects(
        Map<ObjectId, Manifest> objects,
        Map<ObjectId, Integer> revisions,
        Set<ObjectId> deployed,
        List<String> lost,
        Optional<ActionFailure> unknown,
        Optional<ActionFailure> illegible) {

    FormerObjects {
        deployed = Set.copyOf(deployed);
        lost = List.copyOf(lost);
    }

    static FormerObjects of(ActionContext context, ReleaseStorage storage, ReleaseHistory history) {
        int deployed = version(history.deployed());
        int since = Math.max(deployed, uninstalled(history) + 1);
        Collection collection = new Collection(context, deployed);
        Optional<ActionFailure> unknown = Optional.empty();
        for (RecordSecret secret : history.unread()) {
            if (secret.version() >= since) {
                StorageResult<StoredRecord> read = storage.read(context.target().key(), secret);
                if (read instanceof StorageResult.Done<StoredRecord>(var stored)) {
                    collection.add(stored.record());
                } else {
                    unknown = unknown.or(() -> RecordJournal.failure(read));
                }
            }
        }
        for (StoredRecord stored : history.revisions()) {
            if (stored.record().version() >= since) {
                collection.add(stored.record());
            }
        }
        return new FormerObjects(
                collection.objects,
                collection.revisions,
                collection.ofDeployed,
                collection.lost,
                unknown,
                collection.illegible);
    }

    /** Takes in one revision after the other, in any order; of each object, the newest of them counts. */
    private static final class Collection {

        private final ActionContext context;
        private final int deployed;
        private final Map<ObjectId, Manifest> objects = new LinkedHashMap<>();
        private final Map<ObjectId, Integer> revisions = new HashMap<>();
        private final Set<ObjectId> ofDeployed = new HashSet<>();
        private final List<String> lost = new ArrayList<>();
        private Optional<ActionFailure> illegible = Optional.empty();

        Collection(ActionContext context, int deployed) {
            this.context = context;
            this.deployed = deployed;
        }

        void add(ReleaseRecord record) {
            ManifestText.Salvaged salvaged = FormerObjects.read(context, record);
            for (Manifest manifest : salvaged.manifests()) {
                if (revisions.getOrDefault(manifest.id(), 0) <= record.version()) {
                    objects.put(manifest.id(), manifest);
                    revisions.put(manifest.id(), record.version());
                }
                if (record.version() == deployed) {
                    ofDeployed.add(manifest.id());
                }
            }
            salvaged.lost().forEach(failure -> lost.add(failure.message()));
            if (salvaged.manifests().isEmpty() && !salvaged.lost().isEmpty()) {
                illegible = illegible.or(() -> Optional.of(salvaged.lost().getFirst()));
            }
        }
    }

    /** Revisions of other tools may have been installed into another namespace than the one that is wanted now. */
    private static ManifestText.Salvaged read(ActionContext context, ReleaseRecord record) {
        ManifestText.Salvaged salvaged = new ManifestText(context.engine().catalog(), record.namespace())
                .salvage("the manifest of revision " + record.version(), record.manifest());
        ReleaseMarks marks = new ReleaseMarks(record.name(), record.namespace());
        salvaged.manifests().forEach(manifest -> marks.put(manifest.content()));
        return salvaged;
    }

    private static int uninstalled(ReleaseHistory history) {
        return Stream.concat(
                        history.unread().stream(), history.revisions().stream().map(StoredRecord::secret))
                .filter(secret -> secret.status() == ReleaseStatus.UNINSTALLED)
                .mapToInt(RecordSecret::version)
                .max()
                .orElse(0);
    }

    private static int version(Optional<StoredRecord> stored) {
        return stored.map(it -> it.record().version()).orElse(0);
    }

    /** Whether a revision is the last one that knows of an object, besides those that are wanted now. */
    boolean isLastTrace(RecordSecret secret, List<Manifest> wanted) {
        Set<ObjectId> known = wanted.stream().map(Manifest::id).collect(Collectors.toSet());
        return revisions.entrySet().stream()
                .anyMatch(entry -> entry.getValue() == secret.version() && !known.contains(entry.getKey()));
    }

    /** What people should know of what was left where it is. */
    List<String> notices() {
        return lost.stream()
                .map(what -> "what cannot be read was left where it is: " + what)
                .toList();
    }
}
