package dev.capstan.source.bucket;

import dev.capstan.api.artifact.ArtifactRevision;
import dev.capstan.digest.Digest;
import dev.capstan.objectstore.ListedObject;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which content the selected objects have, as one text: a line {@code key etag} for each, sorted by the bytes of the key. Its digest is
 * the revision, so a change is seen without reading an object.
 */
record BucketIndex(List<ListedObject> objects) {

    /** Takes the objects in any order. */
    BucketIndex {
        objects = objects.stream().sorted(ObjectKeys.BY_BYTES).toList();
    }

    String text() {
        return objects.stream()
                .map(object -> object.key() + " " + object.etag() + "\n")
                .collect(Collectors.joining());
    }

    ArtifactRevision revision() {
        return new ArtifactRevision(digest().toString());
    }

    /** The name of the artifact's file. */
    String fileName() {
        return digest().hex() + ".tar.gz";
    }

    private Digest digest() {
        return Digest.sha256(text());
    }
}
