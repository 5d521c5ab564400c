package dev.capstan.helm.release.action;

import dev.capstan.apply.Manifest;
import dev.capstan.apply.ObjectId;
import dev.capstan.helm.release.ActionFailure;
import dev.capstan.helm.release.object.ManifestText;
import dev.capstan.helm.release.record.ReleaseStatus;
import dev.capstan.helm.release.storage.ReleaseHistory;
import dev.capstan.helm.release.storage.StoredRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The objects that an action brings to the cluster, and those that may be there because of the revisions before: of the
 * deployed one, and of all that failed after it, so that nothing is left behind by one of them.
 *
 * @param wanted the objects of the new revision, marked as the release's
 * @param before the objects of those revisions, as the newest of them has each
 */
record ObjectSet(List<Manifest> wanted, Map<ObjectId, Manifest> before) {

    ObjectSet {
        wanted = List.copyOf(wanted);
    }

    /** Whether reading them has failed, and why. */
    sealed interface Reading {}

    record Read(ObjectSet set) implements Reading {}

    record Unreadable(ActionFailure failure) implements Reading {}

    /** Reads them. A revision before that cannot be read has applied nothing, and counts for nothing. */
    static Reading read(ActionContext context, String manifest, ReleaseHistory history) {
        return switch (context.texts().read("release manifest", manifest)) {
            case ManifestText.Invalid(var failure) -> new Unreadable(failure);
            case ManifestText.Objects(var objects) -> {
                objects.forEach(object -> context.marks().put(object.content()));
                yield new Read(new ObjectSet(objects, before(context, history)));
            }
        };
    }

    /** The objects that may be in the cluster because of a history. */
    static Map<ObjectId, Manifest> before(ActionContext context, ReleaseHistory history) {
        int deployed =
                history.deployed().map(stored -> stored.record().version()).orElse(0);
        int uninstalled = history.revisions().stream()
                .filter(stored -> stored.record().status() == ReleaseStatus.UNINSTALLED)
                .mapToInt(stored -> stored.record().version())
                .max()
                .orElse(0);
        int since = Math.max(deployed, uninstalled + 1);
        Map<ObjectId, Manifest> objects = new LinkedHashMap<>();
        for (StoredRecord stored : history.revisions()) {
            if (stored.record().version() >= since
                    && context.texts().read("revision", stored.record().manifest())
                            instanceof ManifestText.Objects(var manifests)) {
                manifests.forEach(manifest -> objects.put(manifest.id(), manifest));
            }
        }
        return objects;
    }

    /** Those that are not wanted any more. */
    List<Manifest> gone() {
        List<Manifest> gone = new ArrayList<>(before.values());
        gone.removeIf(object -> wanted.stream().anyMatch(other -> other.id().equals(object.id())));
        return gone;
    }

    /** Those that no revision before had. */
    List<Manifest> added() {
        return wanted.stream()
                .filter(object -> !before.containsKey(object.id()))
                .toList();
    }

    Optional<Manifest> beforeOf(Manifest object) {
        return Optional.ofNullable(before.get(object.id()));
    }
}
