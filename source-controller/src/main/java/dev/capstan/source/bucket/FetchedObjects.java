package dev.capstan.source.bucket;

import dev.capstan.objectstore.ListedObject;
import java.io.IOException;
import java.io.InputStream;

/** Objects that are here, until this is closed. */
public interface FetchedObjects extends AutoCloseable {

    /** The content of one of them; the caller closes it. */
    InputStream open(ListedObject object) throws IOException;

    @Override
    void close();
}
