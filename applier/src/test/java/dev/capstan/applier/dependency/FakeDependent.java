package dev.capstan.applier.dependency;

import dev.capstan.api.meta.Dependency;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.applier.identity.IdentityRequest;
import dev.capstan.applier.source.SourceKey;
import dev.capstan.apply.ResourceKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A dependent in namespace {@code apps}, made up step by step. */
record FakeDependent(
        ObjectKey key,
        List<Dependency> dependsOn,
        SourceKey source,
        boolean isReady,
        Optional<String> appliedRevision,
        Supplier<Map<String, Object>> fields)
        implements Dependent {

    private static final SourceKey CONFIG = new SourceKey("GitRepository", new ObjectKey("apps", "config"));

    static final ResourceKind KIND = ResourceKind.of("kustomize.toolkit.fluxcd.io/v1", "Kustomization");

    @Override
    public ResourceKind kind() {
        return KIND;
    }

    @Override
    public IdentityRequest identity() {
        return new IdentityRequest(key, null, null);
    }

    /** One that depends on nothing and never ran. */
    static FakeDependent named(String name) {
        return new FakeDependent(
                new ObjectKey("apps", name),
                List.of(),
                CONFIG,
                false,
                Optional.empty(),
                () -> Map.of("metadata", Map.of("name", name), "status", Map.of("observedGeneration", 2L)));
    }

    FakeDependent onAll(Dependency... dependencies) {
        return new FakeDependent(key, List.of(dependencies), source, isReady, appliedRevision, fields);
    }

    FakeDependent on(Dependency dependency) {
        return new FakeDependent(key, List.of(dependency), source, isReady, appliedRevision, fields);
    }

    FakeDependent from(String sourceName) {
        var other = new SourceKey("GitRepository", new ObjectKey("apps", sourceName));
        return new FakeDependent(key, dependsOn, other, isReady, appliedRevision, fields);
    }

    FakeDependent readyAt(String revision) {
        return new FakeDependent(key, dependsOn, source, true, Optional.of(revision), fields);
    }
}
