package dev.capstan.helm.release.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.Manifest;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.Owner;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.PatientCluster;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.apply.redaction.SecretMask;
import dev.capstan.apply.refusal.Explanation;
import dev.capstan.apply.refusal.Refusal;
import dev.capstan.apply.watch.ManagedObjects;
import dev.capstan.helm.release.ObjectFailure;
import java.util.Optional;
import java.util.function.Function;

/** Deletes single objects: exactly the one that was looked at, and only when nothing speaks against it. */
public final class ObjectRemoval {

    /** What came of it. */
    public sealed interface Removal {}

    /** It is not there. */
    public record NotThere() implements Removal {}

    /** Its deletion was accepted. */
    public record Accepted(ObjectRef object, String uid) implements Removal {}

    /**
     * It stays.
     *
     * @param why for people
     */
    public record Kept(ObjectId object, String why) implements Removal {}

    /** It could not be deleted. */
    public record Failed(ObjectFailure.Refused failure) implements Removal {}

    /** How often the object may change between the look and the deletion. */
    private static final int LOOKS = 6;

    private final PatientCluster cluster;
    private final ResourceCatalog catalog;
    private final ManagedObjects managed;
    private final Owner owner;
    private final ClusterApi.Propagation propagation;

    public ObjectRemoval(
            PatientCluster cluster,
            ResourceCatalog catalog,
            ManagedObjects managed,
            Owner owner,
            ClusterApi.Propagation propagation) {
        this.cluster = cluster;
        this.catalog = catalog;
        this.managed = managed;
        this.owner = owner;
        this.propagation = propagation;
    }

    /**
     * Deletes an object of a release, unless it is somebody else's now, or asks to be kept.
     *
     * @param object as the release has it, with its marks
     */
    public Removal removeOwned(Manifest object) {
        if (ReleaseMarks.isKept(object.content())) {
            return new Kept(object.id(), "the chart says to keep it");
        }
        ReleaseMarks marks = ReleaseMarks.of(object.content());
        return remove(
                object,
                live -> ReleaseMarks.isKept(live)
                        ? Optional.of("the object says to keep it")
                        : marks.foreign(live)
                                .map(why -> "it does not belong to this release: " + why)
                                .or(() -> kustomization(object, live)));
    }

    /**
     * Deletes the object of a hook, which carries no marks, unless it is another release's or a Kustomization's.
     *
     * @param own the release that the hook belongs to
     */
    public Removal removeHook(Manifest object, ReleaseMarks own) {
        return remove(
                object,
                live -> own.areOfAnother(live)
                        ? Optional.of("it belongs to the release " + ReleaseMarks.of(live))
                        : kustomization(object, live));
    }

    /** A Kustomization that has taken the object over leaves the marks of the release on it. */
    private static Optional<String> kustomization(Manifest object, JsonNode live) {
        Optional<Owner> claimed = Owner.of(live.path("metadata").path("labels"), Owner.KUSTOMIZE);
        Optional<Owner> own = Owner.of(object.content().path("metadata").path("labels"), Owner.KUSTOMIZE);
        return claimed.filter(owner -> !own.equals(claimed))
                .map(owner -> "it belongs to the " + owner.kind() + " " + owner + " now");
    }

    private Removal remove(Manifest object, Function<JsonNode, Optional<String>> reasonToKeep) {
        ResourceCatalog.Lookup lookup = catalog.findAnyVersion(
                object.kind().group(), object.kind().kind(), object.kind().version());
        return switch (lookup) {
            case ResourceCatalog.Served(var type) -> remove(type.object(object.id()), reasonToKeep);
            case ResourceCatalog.NotServed _ -> new NotThere();
            case ResourceCatalog.Undecided(var why) -> new Failed(ObjectFailure.Refused.undecided(object.id(), why));
        };
    }

    private Removal remove(ObjectRef object, Function<JsonNode, Optional<String>> reasonToKeep) {
        for (int look = 0; look < LOOKS; look++) {
            switch (cluster.get(object)) {
                case ApiResult.Ok<ObjectNode> ok -> {
                    Optional<String> reason = reasonToKeep.apply(ok.value());
                    if (reason.isPresent()) {
                        return new Kept(object.id(), reason.get());
                    }
                    Optional<Removal> removal = removeUnlessChanged(object, ok.value());
                    if (removal.isPresent()) {
                        return removal.get();
                    }
                }
                case ApiResult.Refused<ObjectNode> refused
                when refused.isNotFound() -> {
                    return new NotThere();
                }
                case ApiResult.Refused<ObjectNode> refused -> {
                    return refused(object, refused, SecretMask.of());
                }
                case ApiResult.Unreachable<ObjectNode> unreachable -> {
                    return unreachable(object, unreachable);
                }
            }
        }
        return new Failed(new ObjectFailure.Refused(
                object.id(),
                object.id().display() + ": it changed each time it was to be deleted",
                "Nothing to do: it is tried again.",
                true));
    }

    /** Empty when it has changed since the look. */
    private Optional<Removal> removeUnlessChanged(ObjectRef object, ObjectNode live) {
        String uid = live.path("metadata").path("uid").asText("");
        if (live.path("metadata").hasNonNull("deletionTimestamp")) {
            return Optional.of(new Accepted(object, uid));
        }
        managed.released(object, owner);
        String version = live.path("metadata").path("resourceVersion").asText("");
        return switch (cluster.delete(object, new ClusterApi.DeleteOptions(uid, version, propagation))) {
            case ApiResult.Ok<ObjectNode> _ -> Optional.of(new Accepted(object, uid));
            case ApiResult.Refused<ObjectNode> refused when refused.isNotFound() -> Optional.of(new NotThere());
            case ApiResult.Refused<ObjectNode> refused when refused.isConflict() -> Optional.empty();
            case ApiResult.Refused<ObjectNode> refused -> Optional.of(refused(object, refused, SecretMask.of(live)));
            case ApiResult.Unreachable<ObjectNode> unreachable -> Optional.of(unreachable(object, unreachable));
        };
    }

    private static Removal refused(ObjectRef object, ApiResult.Refused<ObjectNode> refused, SecretMask mask) {
        Explanation words = new Refusal(
                        object.id(),
                        refused.code(),
                        refused.reason(),
                        mask.mask(refused.message()),
                        mask.mask(refused.causes()))
                .explainDeletion();
        return new Failed(new ObjectFailure.Refused(
                object.id(),
                object.id().display() + ": deletion failed: " + words.sentence(),
                words.advice(),
                refused.isTransient()));
    }

    private static Removal unreachable(ObjectRef object, ApiResult.Unreachable<ObjectNode> unreachable) {
        return new Failed(new ObjectFailure.Refused(
                object.id(),
                object.id().display() + ": deletion failed: " + unreachable.what(),
                "Nothing to do: it goes on when the API server answers again.",
                true));
    }
}
