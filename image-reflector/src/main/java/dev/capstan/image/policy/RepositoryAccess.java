package dev.capstan.image.policy;

import dev.capstan.api.meta.AccessFrom;
import dev.capstan.api.meta.ObjectKey;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who may refer to an ImageRepository. */
public final class RepositoryAccess {
    private RepositoryAccess() {}

    /** The labels of a namespace, as far as they are known. */
    @FunctionalInterface
    public interface NamespaceLabels {
        /** All labels; empty when the namespace is not there or cannot be seen. */
        Optional<Map<String, String>> of(String namespace);
    }

    /**
     * Why an object of a namespace may not refer to a repository; empty when it may.
     *
     * @param mayCrossNamespaces whether the operator allows references to other namespaces at all
     * @param accessFrom what the repository allows
     */
    public static Optional<String> refusal(
            String from,
            ObjectKey repository,
            boolean mayCrossNamespaces,
            @Nullable AccessFrom accessFrom,
            NamespaceLabels labels) {
        if (from.equals(repository.namespace())) {
            return Optional.empty();
        }
        if (!mayCrossNamespaces) {
            return Optional.of("references to other namespaces are blocked in this installation");
        }
        if (accessFrom == null) {
            return Optional.of("it has no spec.accessFrom that lets in the namespace '" + from + "'");
        }
        Optional<Map<String, String>> own = labels.of(from);
        if (own.isEmpty()) {
            return Optional.of("the labels of the namespace '" + from + "' cannot be read");
        }
        boolean isSelected = accessFrom.namespaceSelectors().stream()
                .anyMatch(selector ->
                        own.get().entrySet().containsAll(selector.matchLabels().entrySet()));
        return isSelected
                ? Optional.empty()
                : Optional.of("its spec.accessFrom does not let in the namespace '" + from + "'");
    }
}
