package dev.capstan.source.generator;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.KindRef;
import java.util.Map;
import java.util.Optional;

/**
 * An ExternalArtifact as it is in the cluster.
 *
 * @param resourceVersion it was read in
 * @param maker the object that it says it is made by
 * @param artifact what it announces
 * @param ready its {@code Ready} condition
 */
public record PublishedObject(
        String name,
        String resourceVersion,
        Map<String, String> labels,
        Map<String, String> annotations,
        Optional<KindRef> maker,
        Optional<Artifact> artifact,
        Optional<Condition> ready) {

    /** Copies the maps. */
    public PublishedObject {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    /** Whether it announces an artifact of this digest as ready. */
    public boolean offers(String digest) {
        return ready.filter(Condition::holds).isPresent()
                && artifact.filter(it -> it.digest().text().equals(digest)).isPresent();
    }
}
