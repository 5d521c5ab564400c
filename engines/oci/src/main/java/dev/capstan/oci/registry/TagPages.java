package dev.capstan.oci.registry;

import dev.capstan.oci.Json;
import dev.capstan.oci.OciFailure;
import dev.capstan.oci.OciFailureException;
import dev.capstan.oci.Reference;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The tags of a repository. What a registry lists besides, and cannot be a tag, is left out. */
record TagPages(RegistryConnection connection, RegistryLimits limits) {
    private static final int PAGE = 1000;

    List<String> all() throws OciFailureException {
        Set<String> tags = new LinkedHashSet<>();
        var pages = new Pages(connection, limits);
        boolean isKnown = pages.read(connection.address("tags/list?n=" + PAGE), "tags", Set.of(404), page -> {
            for (var tag :
                    Json.object(connection.repository(), page, "a page of tags").path("tags")) {
                Optional.ofNullable(tag.textValue())
                        .flatMap(Reference::tag)
                        .map(Reference::toString)
                        .ifPresent(tags::add);
            }
            if (tags.size() > limits.tags()) {
                throw pages.exceeded("tags", limits.tags());
            }
        });
        if (!isKnown) {
            throw new OciFailureException(new OciFailure.NotFound(connection.repository(), "the repository"));
        }
        return List.copyOf(tags);
    }
}
