package dev.capstan.source.bucket;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.http.Deadline;
import dev.capstan.objectstore.ListedObject;
import dev.capstan.objectstore.ObjectStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Gets objects from a bucket. */
public interface ObjectFetch {

    /**
     * All of the objects. Those whose content is in an artifact that was made before are not asked for again.
     *
     * @param before an artifact of the same owner that is in the storage
     * @throws dev.capstan.objectstore.ObjectStoreException when the store does not give one of them
     * @throws FetchEndedException when it ended too early, and neither the store nor the disk is to blame
     * @throws IOException when there is no room for them here
     */
    FetchedObjects fetch(ObjectStore store, List<ListedObject> objects, Optional<Artifact> before, Deadline deadline)
            throws IOException;
}
