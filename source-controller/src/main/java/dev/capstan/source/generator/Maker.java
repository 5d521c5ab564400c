package dev.capstan.source.generator;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.meta.CommonMetadata;
import dev.capstan.api.meta.KindRef;
import dev.capstan.api.meta.ObjectReference;
import dev.capstan.api.source.ArtifactGenerator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An ArtifactGenerator as the objects that it makes name it.
 *
 * @param uid of the object
 */
public record Maker(ObjectReference object, String uid) {
    private static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    private static final String MANAGER = "source-watcher";

    /** How its objects refer to it. */
    public KindRef reference() {
        return new KindRef(object.apiVersion(), object.kind(), object.name(), object.namespace());
    }

    /** Whether an object is made by this generator, or by one of its name that was there before, such as one in a backup. */
    public boolean makes(PublishedObject published) {
        return published.maker().filter(this::isThis).isPresent();
    }

    private boolean isThis(KindRef maker) {
        var group = ArtifactGenerator.GROUP + "/";
        return maker.apiVersion() != null
                && maker.apiVersion().startsWith(group)
                && maker.kind().equals(object.kind())
                && maker.name().equals(object.name())
                && (maker.namespace() == null || maker.namespace().equals(object.namespace()));
    }

    /** Whether an object carries the label of this very generator. */
    public boolean isLabelled(PublishedObject published) {
        return uid.equals(published.labels().get(ArtifactGenerator.GENERATOR_LABEL));
    }

    /** Whether an object is exactly as this generator would write it. Labels and annotations of others do not count. */
    public boolean hasWritten(PublishedObject published, WantedObject wanted) {
        return published.maker().equals(Optional.of(reference()))
                && published.labels().entrySet().containsAll(wanted.labels().entrySet())
                && published
                        .annotations()
                        .entrySet()
                        .containsAll(wanted.annotations().entrySet())
                && published.offers(wanted.artifact().digest().text())
                && Objects.equals(published.artifact().orElse(null), wanted.artifact());
    }

    /**
     * An object that announces an artifact. What names of the pattern stand for wins over the common metadata, and what the generator
     * needs itself over both.
     */
    public WantedObject object(ArtifactPlan plan, CommonMetadata common, Artifact artifact) {
        var labels = new HashMap<>(common.labels());
        labels.putAll(plan.labels());
        labels.put(MANAGED_BY, MANAGER);
        labels.put(ArtifactGenerator.GENERATOR_LABEL, uid);
        return new WantedObject(plan.name(), Map.copyOf(labels), common.annotations(), artifact);
    }
}
