package dev.capstan.source.generator;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.artifact.ArtifactRevision;
import dev.capstan.api.meta.ObjectReference;
import dev.capstan.digest.Digest;
import dev.capstan.source.SourceResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The artifacts that the sources of one object have at one moment.
 *
 * @param byAlias in the order of the spec
 */
public record ObservedSources(Map<String, Observed> byAlias) {
    /** The key in the metadata of an artifact under which its origin is named. */
    static final String ORIGIN = "org.opencontainers.image.revision";

    /** One source and its artifact. */
    public record Observed(ObjectReference source, Artifact artifact) {}

    /** Looks at the sources of a plan; the first that has no artifact is the failure. */
    public static SourceResult<ObservedSources> of(GeneratorPlan plan, SourceObjects objects) {
        var found = new LinkedHashMap<String, Observed>();
        for (var source : plan.sources().entrySet()) {
            switch (objects.offered(source.getValue())) {
                case SourceResult.Success<Artifact>(var artifact) ->
                    found.put(source.getKey(), new Observed(source.getValue(), artifact));
                case SourceResult.Failed<Artifact>(var failure) -> {
                    return SourceResult.failed(failure);
                }
            }
        }
        return SourceResult.success(new ObservedSources(found));
    }

    /** Stands for everything that the result depends on besides the spec. Where an artifact is served is not part of it. */
    public String digest() {
        var text = new StringBuilder();
        new TreeMap<>(byAlias)
                .forEach((alias, observed) -> text.append(alias)
                        .append(' ')
                        .append(observed.source())
                        .append(' ')
                        .append(observed.artifact().digest())
                        .append(' ')
                        .append(observed.artifact().revision())
                        .append(' ')
                        .append(originOf(observed.artifact()))
                        .append('\n'));
        return Digest.sha256(text.toString()).toString();
    }

    /** The revision of a source. */
    ArtifactRevision revisionOf(String alias) {
        return artifactOf(alias).revision();
    }

    /** What a source was made from: what its metadata says, otherwise its own revision. */
    String originOf(String alias) {
        return originOf(artifactOf(alias));
    }

    private static String originOf(Artifact artifact) {
        return artifact.metadata().getOrDefault(ORIGIN, artifact.revision().text());
    }

    private Artifact artifactOf(String alias) {
        var observed = byAlias.get(alias);
        if (observed == null) {
            throw new IllegalStateException("the source '" + alias + "' was not looked at");
        }
        return observed.artifact();
    }
}
