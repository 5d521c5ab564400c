package dev.capstan.source.bucket;

import dev.capstan.http.Deadline;
import dev.capstan.objectstore.ListedObject;
import dev.capstan.source.SourceResult;
import dev.capstan.source.content.ContentLimits;
import dev.capstan.source.content.IgnoreRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;

/**
 * Which objects of a bucket go into its artifact: all that are not folders by name and that the ignore rules do not exclude. What is
 * selected can lie in one folder, or nothing is.
 */
final class SelectedObjects {
    /** Ignore rules; it goes into the artifact and is not part of the revision. */
    static final String RULES_KEY = ".sourceignore";

    private SelectedObjects() {}

    /**
     * The selected ones of a listing, those with the ignore rules themselves not among them.
     *
     * @param deadline many rules and many long keys take long to compare
     */
    static SourceResult<List<ListedObject>> of(
            String bucket, List<ListedObject> listed, IgnoreRules rules, ContentLimits limits, Deadline deadline) {
        var selected = new TreeMap<String, ListedObject>();
        for (var object : listed) {
            if (deadline.isOver()) {
                return SourceResult.failed(new BucketFailure.FetchEnded(
                        bucket,
                        "the timeout of " + deadline.allowed().toSeconds()
                                + "s went by while its keys were compared with the ignore rules"));
            }
            var key = object.key();
            if (!key.endsWith("/") && !key.equals(RULES_KEY) && !rules.excludesObject(key)) {
                selected.put(key, object);
            }
        }
        var objects = List.copyOf(selected.values());
        return usable(bucket, objects).then(_ -> within(bucket, objects, limits));
    }

    private static SourceResult<List<ListedObject>> usable(String bucket, List<ListedObject> objects) {
        var files = new HashSet<String>();
        files.add(RULES_KEY);
        for (var object : objects) {
            var problem = ObjectKeys.problemOf(object.key());
            if (problem.isPresent()) {
                return unusable(bucket, object.key(), problem.get());
            }
            if (object.etag().isEmpty()) {
                return SourceResult.failed(new BucketFailure.EtagMissing(bucket, object.key()));
            }
            files.add(object.key());
        }
        for (var object : objects) {
            for (var folder : foldersAbove(object.key())) {
                if (files.contains(folder)) {
                    return unusable(bucket, folder, "'" + object.key() + "' needs a folder of this name");
                }
            }
        }
        return SourceResult.success(objects);
    }

    private static SourceResult<List<ListedObject>> within(
            String bucket, List<ListedObject> objects, ContentLimits limits) {
        long total = 0;
        for (var object : objects) {
            if (object.size() > limits.fileBytes()) {
                return SourceResult.failed(new BucketFailure.LimitExceeded(
                        bucket, "bytes in the object '" + object.key() + "'", limits.fileBytes()));
            }
            total += object.size();
            if (total > limits.totalBytes()) {
                return SourceResult.failed(
                        new BucketFailure.LimitExceeded(bucket, "bytes in all objects", limits.totalBytes()));
            }
        }
        return objects.size() > limits.files()
                ? SourceResult.failed(new BucketFailure.LimitExceeded(bucket, "objects", limits.files()))
                : SourceResult.success(objects);
    }

    private static SourceResult<List<ListedObject>> unusable(String bucket, String key, String why) {
        return SourceResult.failed(new BucketFailure.KeyUnusable(bucket, ObjectKeys.shown(key), why));
    }

    /** From the root on, for example {@code a} and {@code a/b} for {@code a/b/c}. */
    static List<String> foldersAbove(String key) {
        var folders = new ArrayList<String>();
        for (int slash = key.indexOf('/'); slash > 0; slash = key.indexOf('/', slash + 1)) {
            folders.add(key.substring(0, slash));
        }
        return folders;
    }
}
