package dev.capstan.applier.source;

import dev.capstan.api.artifact.Artifact;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Sources in memory. */
public final class FakeSources implements SourceLookup {

    private final Map<SourceKey, Lookup> known = new HashMap<>();

    /** The source offers an artifact from now on. */
    public void offers(SourceKey key, Artifact artifact) {
        known.put(key, new Lookup.Found(KnownSource.of(key, Optional.of(artifact))));
    }

    /** The source offers an artifact from now on, and is fetched from there. */
    public void offers(SourceKey key, Artifact artifact, KnownSource.Origin origin) {
        known.put(key, new Lookup.Found(new KnownSource(key, Optional.of(artifact), Optional.of(origin))));
    }

    /** The source is there and has no artifact. */
    public void hasNoArtifact(SourceKey key) {
        known.put(key, new Lookup.Found(KnownSource.of(key, Optional.empty())));
    }

    /** The cluster does not serve the source's kind. */
    public void isNotServed(SourceKey key, String advice) {
        known.put(key, new Lookup.KindMissing(advice));
    }

    /** The source is in a namespace that is not looked at. */
    public void isOutOfScope(SourceKey key) {
        known.put(key, new Lookup.OutOfScope());
    }

    @Override
    public Lookup find(SourceKey key) {
        return known.getOrDefault(key, new Lookup.Missing());
    }
}
