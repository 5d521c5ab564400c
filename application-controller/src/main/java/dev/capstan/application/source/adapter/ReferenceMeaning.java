package dev.capstan.application.source.adapter;

import dev.capstan.git.mirror.References;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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

    /**
     * Whether a name is that of a branch or of a tag.
     *
     * @param commit that it means; {@code HEAD} is on any branch that has it
     */
    static CommitObjects.Meaning kind(String name, String commit, References references) {
        if (name.equals("HEAD")) {
            return references.branches().entrySet().stream()
                    .filter(branch -> branch.getValue().equals(commit))
                    .map(Map.Entry::getKey)
                    .min(Comparator.naturalOrder())
                    .<CommitObjects.Meaning>map(CommitObjects.Meaning.Branch::new)
                    .orElseGet(CommitObjects.Meaning.Other::new);
        }
        if (name.startsWith(BRANCHES)) {
            return new CommitObjects.Meaning.Branch(name.substring(BRANCHES.length()));
        }
        if (name.startsWith(TAGS)) {
            return new CommitObjects.Meaning.Tag(name.substring(TAGS.length()));
        }
        if (references.branches().containsKey(name)) {
            return new CommitObjects.Meaning.Branch(name);
        }
        return references.tags().containsKey(name)
                ? new CommitObjects.Meaning.Tag(name)
                : new CommitObjects.Meaning.Other();
    }

    /** The commits of branches and tags that begin with a text. */
    static List<String> beginningWith(String text, References references) {
        return Stream.concat(references.branches().values().stream(), references.tags().values().stream())
                .filter(commit -> commit.startsWith(text))
                .distinct()
                .toList();
    }
}
