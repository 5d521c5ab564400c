package dev.capstan.objectstore;

import dev.capstan.http.Deadline;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** One bucket, with the access that it needs. Safe for several threads. */
public interface ObjectStore {

    /**
     * All objects whose key begins with a prefix, in the order of the server.
     *
     * @param prefix empty for all objects
     * @throws ObjectStoreException also when the listing exceeds its limits, or does not end
     */
    List<ListedObject> list(String prefix, Deadline deadline) throws ObjectStoreException;

    /**
     * The content of an object as it was listed: of as many bytes, or reading fails. The caller closes it.
     *
     * @throws ObjectStoreException also when the object was removed or replaced since it was listed
     */
    InputStream open(ListedObject object, Deadline deadline) throws ObjectStoreException;

    /**
     * The present content of a key.
     *
     * @param limit of bytes; a longer content is a failure
     * @return empty when there is no such object
     */
    Optional<byte[]> find(String key, int limit, Deadline deadline) throws ObjectStoreException;
}
