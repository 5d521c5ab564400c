package dev.capstan.application.source.adapter;

import dev.capstan.git.mirror.References;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which commit a name means among branches and tags: {@code HEAD}, a whole name, a branch, a tag, in this order. */
final class ReferenceMeaning {
    private static final String BRANCHES = "refs/heads/";
    private static final String TAGS = "refs/tags/";

    private ReferenceMeaning() {}

    static Optional<String> of(String name, References references) {
        if (name.equals("HEAD")) {
            return references.head();
        }
        if (name.startsWith(BRANCHES)) {
            return Optional.ofNullable(references.branches().get(name.substring(BRANCHES.length())));
        }
        if (name.startsWith(TAGS)) {
            return Optional.ofNullable(references.tags().get(name.substring(TAGS.length())));
        }
        return Optional.ofNullable(references.branches().get(name))
                .or(() -> Optional.ofNullable(references.tags().get(name)));
    }

    /** The commits of branches and tags that begin with a text. */
    static List<String> beginningWith(String text, References references) {
        return Stream.concat(references.branches().values().stream(), references.tags().values().stream())
                .filter(commit -> commit.startsWith(text))
                .distinct()
                .toList();
    }
}
