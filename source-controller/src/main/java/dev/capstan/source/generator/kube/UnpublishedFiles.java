package dev.capstan.source.generator.kube;

import dev.capstan.source.generator.ArtifactStorage;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that a run has written for objects that were not there before. When an object does not come about, nobody would find its
 * file later, so the run itself removes it: that file alone, and only while there is surely no object of the name, as another generator may
 * have announced one meanwhile. Belongs to one run.
 */
final class UnpublishedFiles {
    private static final Logger LOG = LoggerFactory.getLogger(UnpublishedFiles.class);

    private final ArtifactStorage storage;
    private final String namespace;
    private final Predicate<String> mayBeAnnounced;
    private final Map<String, String> paths = new LinkedHashMap<>();

    /** @param mayBeAnnounced whether there may be an object of a name now in the namespace */
    UnpublishedFiles(ArtifactStorage storage, String namespace, Predicate<String> mayBeAnnounced) {
        this.storage = storage;
        this.namespace = namespace;
        this.mayBeAnnounced = mayBeAnnounced;
    }

    void written(String name, String path) {
        paths.put(name, path);
    }

    void published(String name) {
        paths.remove(name);
    }

    void remove() {
        paths.forEach((name, path) -> {
            if (mayBeAnnounced.test(name)) {
                LOG.debug("{} stays, as somebody else may have announced ExternalArtifact {}", path, name);
                return;
            }
            try {
                storage.remove(namespace, name, path);
            } catch (IOException e) {
                LOG.warn("{} remains, which is of an ExternalArtifact that was not published", path, e);
            }
        });
    }
}
