package dev.capstan.source.bucket;

import dev.capstan.api.artifact.ArtifactRevision;
import dev.capstan.digest.Digest;
import dev.capstan.objectstore.ListedObject;
import java.util.List;

/**
 * Which content the selected objects have, as one text: a line {@code key etag} for each, sorted by the bytes of the key. Its digest is
 * the revision, so a change is seen without reading an object.
 */
final class BucketIndex {
    private final List<ListedObject> objects;
    private final Digest digest;

    /** Takes the objects in any order. */
    BucketIndex(List<ListedObject> objects) {
        this.objects = objects.stream().sorted(ObjectKeys.BY_BYTES).toList();
        this.digest = Digest.sha256(text());
    }

    /** Sorted by the bytes of their keys. */
    List<ListedObject> objects() {
        return objects;
    }

    String text() {
        var text = new StringBuilder();
        for (var object : objects) {
            text.append(object.key()).append(' ').append(object.etag()).append('\n');
        }
        return text.toString();
    }

    ArtifactRevision revision() {
        return new ArtifactRevision(digest.toString());
    }

    /** The name of the artifact's file. */
    String fileName() {
        return digest.hex() + ".tar.gz";
    }
}
