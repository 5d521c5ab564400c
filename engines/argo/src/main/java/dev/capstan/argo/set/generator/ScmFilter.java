package dev.capstan.argo.set.generator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.object.Fields;
import dev.capstan.argo.set.input.ForgeBranch;
import dev.capstan.argo.set.text.SearchPattern;
import java.util.List;
import java.util.Optional;

/**
 * What must hold for a repository or branch; all of it.
 *
 * @param stage when it is asked
 * @param repository what the name of the repository must have in it
 * @param branch what the name of the branch must have in it
 * @param label what one of the labels must have in it
 * @param pathsExist paths that must be there
 * @param pathsDoNotExist paths that must not be there
 */
record ScmFilter(
        Stage stage,
        Optional<SearchPattern> repository,
        Optional<SearchPattern> branch,
        Optional<SearchPattern> label,
        List<String> pathsExist,
        List<String> pathsDoNotExist) {

    /** When a filter is asked. */
    enum Stage {
        /** Of repositories, before their branches are listed. */
        REPOSITORY,
        /** Of branches. */
        BRANCH,
        /** Never, since it says nothing. */
        NONE
    }

    /**
     * Reads a filter.
     *
     * @throws dev.capstan.argo.set.value.GenerationException when it has something that is no regular expression
     */
    static ScmFilter of(JsonNode filter) {
        return new ScmFilter(
                stageOf(filter),
                pattern(filter, "repositoryMatch"),
                pattern(filter, "branchMatch"),
                pattern(filter, "labelMatch"),
                paths(filter, "pathsExist"),
                paths(filter, "pathsDoNotExist"));
    }

    private static Stage stageOf(JsonNode filter) {
        if (Fields.has(filter, "branchMatch")
                || Fields.has(filter, "pathsExist")
                || Fields.has(filter, "pathsDoNotExist")) {
            return Stage.BRANCH;
        }
        return Fields.has(filter, "repositoryMatch") || Fields.has(filter, "labelMatch")
                ? Stage.REPOSITORY
                : Stage.NONE;
    }

    private static Optional<SearchPattern> pattern(JsonNode filter, String field) {
        return Fields.has(filter, field)
                ? Optional.of(SearchPattern.of(field, Fields.text(filter, field)))
                : Optional.empty();
    }

    private static List<String> paths(JsonNode filter, String field) {
        return Fields.texts(filter, field).stream()
                .map(path -> path.endsWith("/") ? path.substring(0, path.length() - 1) : path)
                .toList();
    }

    /** Whether everything holds that names and labels say. */
    boolean matches(ForgeBranch of) {
        return repository.map(pattern -> pattern.isIn(of.repository())).orElse(true)
                && branch.map(pattern -> pattern.isIn(of.branch())).orElse(true)
                && label.map(pattern -> of.labels().stream().anyMatch(pattern::isIn))
                        .orElse(true);
    }
}
