package dev.capstan.oci.registry;

import dev.capstan.oci.OciFailure;
import dev.capstan.oci.OciFailureException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The tags of a repository. */
record TagPages(RegistryConnection connection, RegistryLimits limits) {
    private static final int PAGE = 1000;

    List<String> all() throws OciFailureException {
        Set<String> tags = new LinkedHashSet<>();
        boolean isKnown = new Pages(connection, limits)
                .read(connection.address("tags/list?n=" + PAGE), "tags", Set.of(404), page -> {
                    for (var tag : page.path("tags")) {
                        tags.add(tag.asText());
                    }
                    if (tags.size() > limits.tags()) {
                        throw new OciFailureException(
                                new OciFailure.LimitExceeded(connection.repository(), "tags", limits.tags()));
                    }
                });
        if (!isKnown) {
            throw new OciFailureException(new OciFailure.NotFound(connection.repository(), "the repository"));
        }
        return List.copyOf(tags);
    }
}
