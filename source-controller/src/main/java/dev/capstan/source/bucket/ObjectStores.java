package dev.capstan.source.bucket;

import dev.capstan.objectstore.ObjectStore;
import dev.capstan.source.SourceResult;

/** Finds the bucket that a spec means, with the access that it gives. */
@FunctionalInterface
public interface ObjectStores {

    /** The bucket; nothing is asked of it yet. */
    SourceResult<ObjectStore> of(BucketSource source);
}
