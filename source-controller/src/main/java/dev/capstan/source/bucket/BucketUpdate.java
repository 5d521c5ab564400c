package dev.capstan.source.bucket;

import dev.capstan.http.Deadline;
import dev.capstan.objectstore.ListedObject;
import dev.capstan.objectstore.ObjectStore;
import dev.capstan.objectstore.ObjectStoreException;
import dev.capstan.source.CommonSourceFailure;
import dev.capstan.source.NewArtifact;
import dev.capstan.source.NoFacts;
import dev.capstan.source.SourceResult;
import dev.capstan.source.UpdateOutcome;
import dev.capstan.source.artifact.ArtifactStore;
import dev.capstan.source.artifact.ArtifactStore.StoreResult;
import dev.capstan.source.artifact.StoredArtifact;
import dev.capstan.source.content.ContentLimits;
import dev.capstan.source.content.IgnoreRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The update of a Bucket in its steps: read the spec and its Secrets, list the bucket, and when the index of what is selected has
 * changed get the objects and store them. May be repeated at any point.
 */
public final class BucketUpdate {
    private static final int LONGEST_RULES = 1 << 20;
    private static final int MOST_RULES = 10_000;

    private final ObjectStores stores;
    private final ObjectFetch fetch;
    private final ArtifactStore store;
    private final ContentLimits limits;

    public BucketUpdate(ObjectStores stores, ObjectFetch fetch, ArtifactStore store, ContentLimits limits) {
        this.stores = stores;
        this.fetch = fetch;
        this.store = store;
        this.limits = limits;
    }

    /** What a bucket has for the artifact. */
    private record Selection(BucketIndex index, Optional<byte[]> rules) {}

    /** Runs once. */
    public UpdateOutcome<NoFacts> run(BucketSource source) {
        var deadline = Deadline.in(source.timeout());
        return stores.of(source)
                .then(bucket -> select(source, bucket, deadline).map(selection -> {
                    var revision = selection.index().revision();
                    return isUpToDate(source, selection.index())
                            ? new UpdateOutcome.UpToDate<NoFacts>(revision)
                            : fetch(source, bucket, selection, deadline)
                                    .map(stored -> published(source, stored, selection.index()))
                                    .orElse(failure -> new UpdateOutcome.Failed<>(failure, Optional.of(revision)));
                }))
                .orElse(failure -> new UpdateOutcome.Failed<>(failure, Optional.empty()));
    }

    private static boolean isUpToDate(BucketSource source, BucketIndex index) {
        return !source.selectsOtherContent()
                && source.artifact()
                        .filter(artifact -> artifact.revision().equals(index.revision()))
                        .isPresent();
    }

    private SourceResult<Selection> select(BucketSource source, ObjectStore bucket, Deadline deadline) {
        var name = source.spec().bucketName();
        try {
            var listed = bucket.list(source.prefix(), deadline);
            var text = rules(source, bucket, listed, deadline);
            return rules(source, text)
                    .then(rules -> SelectedObjects.of(name, listed, rules, limits, deadline))
                    .map(objects -> new Selection(new BucketIndex(objects), text));
        } catch (ObjectStoreException e) {
            return SourceResult.failed(BucketFailure.of(source, e.failure()));
        }
    }

    /** A listing with a prefix does not say whether there are rules at the root. */
    private static Optional<byte[]> rules(
            BucketSource source, ObjectStore bucket, List<ListedObject> listed, Deadline deadline)
            throws ObjectStoreException {
        var isListed = listed.stream().anyMatch(object -> object.key().equals(SelectedObjects.RULES_KEY));
        return isListed || !SelectedObjects.RULES_KEY.startsWith(source.prefix())
                ? bucket.find(SelectedObjects.RULES_KEY, LONGEST_RULES, deadline)
                : Optional.empty();
    }

    private static SourceResult<IgnoreRules> rules(BucketSource source, Optional<byte[]> text) {
        var inBucket = IgnoreRules.parse(
                text.map(it -> new String(it, StandardCharsets.UTF_8)).orElse(""), "");
        var rules = inBucket.and(
                IgnoreRules.parse(Optional.ofNullable(source.spec().ignore()).orElse(""), ""));
        return rules.size() > MOST_RULES
                ? SourceResult.failed(
                        new CommonSourceFailure.IgnoreRulesUnusable("there are more than " + MOST_RULES + " of them"))
                : SourceResult.success(rules);
    }

    private SourceResult<StoredArtifact> fetch(
            BucketSource source, ObjectStore bucket, Selection selection, Deadline deadline) {
        try (var fetched = fetch.fetch(bucket, selection.index().objects(), source.artifact(), deadline)) {
            var content = new BucketContent(selection.index().objects(), selection.rules(), fetched);
            return switch (store.store(source.owner(), selection.index().fileName(), content)) {
                case StoreResult.Stored(var artifact) -> SourceResult.success(artifact);
                case StoreResult.StorageFailed(var why, var isOutOfSpace) ->
                    SourceResult.failed(new CommonSourceFailure.Storage(why, isOutOfSpace));
                case StoreResult.ContentFailed(var cause) -> failed(source, cause);
            };
        } catch (IOException e) {
            return failed(source, e);
        }
    }

    private static <T> SourceResult<T> failed(BucketSource source, IOException cause) {
        var bucket = source.spec().bucketName();
        return SourceResult.failed(
                switch (cause) {
                    case ObjectStoreException store -> BucketFailure.of(source, store.failure());
                    case FetchEndedException ended -> new BucketFailure.FetchEnded(bucket, ended.getMessage());
                    default -> CommonSourceFailure.Storage.of(String.valueOf(cause.getMessage()));
                });
    }

    private static UpdateOutcome<NoFacts> published(BucketSource source, StoredArtifact stored, BucketIndex index) {
        var message = "stored artifact with " + index.objects().size() + " fetched files from '"
                + source.spec().bucketName() + "' bucket";
        var artifact = new NewArtifact(stored, index.revision(), message, Optional.empty(), Map.of());
        return new UpdateOutcome.Published<>(artifact, NoFacts.NONE);
    }
}
