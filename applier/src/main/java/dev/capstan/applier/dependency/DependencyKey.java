package dev.capstan.applier.dependency;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.api.meta.Dependency;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.apply.ResourceKind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The object that a dependency means.
 *
 * @param kind its kind, in the version that the spec names
 * @param key namespace and name; for a kind without namespaces the namespace means nothing
 */
public record DependencyKey(ResourceKind kind, ObjectKey key) {

    /** What an entry of {@code spec.dependsOn} says. */
    sealed interface Reading {

        /** The object. */
        record Usable(DependencyKey object) implements Reading {}

        /** Nothing that could be looked up; only a change of the spec helps. */
        record Unusable(String message) implements Reading {}
    }

    /**
     * Reads an entry.
     *
     * @param own kind of the dependent
     * @param dependent namespace and name of the dependent
     */
    static Reading of(Dependency dependency, ResourceKind own, ObjectKey dependent) {
        var key = new ObjectKey(text(dependency.namespace()).orElse(dependent.namespace()), dependency.name());
        Optional<String> apiVersion = text(dependency.apiVersion());
        String kind = text(dependency.kind()).orElse(own.kind());
        if (apiVersion.isEmpty()) {
            return kind.equals(own.kind())
                    ? new Reading.Usable(new DependencyKey(own, key))
                    : ToolkitKind.named(kind)
                            .<Reading>map(known -> new Reading.Usable(
                                    new DependencyKey(ResourceKind.of(known.apiVersion(), kind), key)))
                            .orElseGet(() ->
                                    unusable(key, "kind %s needs an apiVersion, for example apps/v1".formatted(kind)));
        }
        if (text(dependency.kind()).isEmpty() && !groupOf(apiVersion.get()).equals(own.group())) {
            return unusable(key, "apiVersion %s needs a kind".formatted(apiVersion.get()));
        }
        if (apiVersion.get().endsWith("/")) {
            return unusable(key, "apiVersion '%s' has no version".formatted(apiVersion.get()));
        }
        return new Reading.Usable(new DependencyKey(ResourceKind.of(apiVersion.get(), kind), key));
    }

    private static Reading unusable(ObjectKey key, String problem) {
        return new Reading.Unusable(
                "spec.dependsOn names '%s' in a way that means nothing: %s".formatted(key, problem));
    }

    private static Optional<String> text(@Nullable String text) {
        return Optional.ofNullable(text).filter(it -> !it.isEmpty());
    }

    private static String groupOf(String apiVersion) {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }

    /** Namespaces and names of the dependencies of the dependent's own kind. */
    public static List<ObjectKey> ofOwnKind(List<Dependency> dependencies, ResourceKind own, ObjectKey dependent) {
        return usable(dependencies, own, dependent)
                .filter(object -> object.isOf(own))
                .map(DependencyKey::key)
                .toList();
    }

    /** The dependencies of other kinds than the dependent's own. */
    public static Set<DependencyKey> ofOtherKinds(
            List<Dependency> dependencies, ResourceKind own, ObjectKey dependent) {
        var others = new LinkedHashSet<DependencyKey>();
        usable(dependencies, own, dependent).filter(object -> !object.isOf(own)).forEach(others::add);
        return others;
    }

    /** All dependencies that mean something. */
    static Stream<DependencyKey> usable(List<Dependency> dependencies, ResourceKind own, ObjectKey dependent) {
        return dependencies.stream()
                .flatMap(dependency -> of(dependency, own, dependent) instanceof Reading.Usable(var object)
                        ? Stream.of(object)
                        : Stream.empty());
    }

    /** Whether it is of that kind, whatever the version. */
    boolean isOf(ResourceKind other) {
        return kind.is(other.group(), other.kind());
    }

    /** As a message names it to a dependent of that kind. */
    String seenFrom(ResourceKind dependent) {
        return isOf(dependent) ? key.toString() : toString();
    }

    @Override
    public String toString() {
        return kind.kind() + "/" + key;
    }
}
