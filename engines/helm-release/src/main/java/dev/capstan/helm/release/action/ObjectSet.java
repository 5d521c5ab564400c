package dev.capstan.helm.release.action;

import dev.capstan.apply.Manifest;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.helm.release.ActionFailure;
import dev.capstan.helm.release.object.ManifestText;
import dev.capstan.helm.release.storage.ReleaseHistory;
import dev.capstan.helm.release.storage.ReleaseStorage;
import java.util.List;
import java.util.Optional;

/**
 * The objects that an action brings to the cluster, and those that were there before it.
 *
 * @param wanted the objects of the new revision, marked as the release's
 * @param before the objects of the revisions before
 */
record ObjectSet(List<Manifest> wanted, FormerObjects before) {

    ObjectSet {
        wanted = List.copyOf(wanted);
    }

    /** Whether reading them has failed, and why. */
    sealed interface Reading {}

    record Read(ObjectSet set) implements Reading {}

    record Unreadable(ActionFailure failure) implements Reading {}

    static Reading read(ActionContext context, ReleaseStorage storage, String manifest, ReleaseHistory history) {
        return switch (context.texts().read("release manifest", manifest)) {
            case ManifestText.Invalid(var failure) -> new Unreadable(failure);
            case ManifestText.Objects(var objects) -> {
                objects.forEach(object -> context.marks().put(object.content()));
                FormerObjects before = FormerObjects.of(context, storage, history);
                yield before.unknown()
                        .<Reading>map(Unreadable::new)
                        .orElseGet(() -> new Read(new ObjectSet(objects, before)));
            }
        };
    }

    /** Those that are not wanted any more. */
    List<Manifest> gone(ResourceCatalog catalog) {
        return before.objects().values().stream()
                .filter(object -> wanted.stream().noneMatch(other -> isSame(object, other, catalog)))
                .toList();
    }

    /**
     * Whether two manifests are about one object. Only in kinds that are known to live in namespaces can the namespace tell
     * them apart: an object that was read before its kind was known has one although the kind may be cluster-scoped.
     */
    private static boolean isSame(Manifest object, Manifest other, ResourceCatalog catalog) {
        ObjectId one = object.id();
        ObjectId two = other.id();
        return one.group().equals(two.group())
                && one.kind().equals(two.kind())
                && one.name().equals(two.name())
                && (one.namespace().equals(two.namespace()) || !isNamespaced(object, catalog));
    }

    private static boolean isNamespaced(Manifest object, ResourceCatalog catalog) {
        return catalog.findAnyVersion(
                                object.kind().group(),
                                object.kind().kind(),
                                object.kind().version())
                        instanceof ResourceCatalog.Served(var type)
                && type.isNamespaced();
    }

    /** Those that the deployed revision does not have: one that failed after it may not have come so far. */
    List<Manifest> added() {
        return wanted.stream()
                .filter(object -> !before.deployed().contains(object.id()))
                .toList();
    }

    Optional<Manifest> beforeOf(Manifest object) {
        return Optional.ofNullable(before.objects().get(object.id()));
    }
}
