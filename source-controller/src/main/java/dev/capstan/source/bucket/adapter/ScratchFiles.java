package dev.capstan.source.bucket.adapter;

import dev.capstan.objectstore.ListedObject;
import dev.capstan.source.bucket.FetchedObjects;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetched objects in a folder of their own, and those that did not have to be fetched. */
final class ScratchFiles implements FetchedObjects {
    private static final Logger LOG = LoggerFactory.getLogger(ScratchFiles.class);

    private final Path folder;
    private final Map<String, Path> files;
    private final KnownContent known;

    ScratchFiles(Path folder, Map<String, Path> files, KnownContent known) {
        this.folder = folder;
        this.files = files;
        this.known = known;
    }

    @Override
    public InputStream open(ListedObject object) throws IOException {
        var file = files.get(object.key());
        return file == null ? known.open(object.key()) : Files.newInputStream(file);
    }

    @Override
    public void close() {
        try {
            delete(folder);
        } catch (IOException e) {
            LOG.warn("Fetched objects in {} could not be deleted; tried again at the next start", folder, e);
        }
    }

    static void delete(Path root) throws IOException {
        try (var found = Files.walk(root)) {
            for (var path : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
