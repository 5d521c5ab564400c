package dev.capstan.argo.set.input;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A question to the world. Equal questions have equal answers within one generation.
 *
 * @param <A> what answers it
 */
@SuppressWarnings("unused") // the parameter ties a question to the type of its answer
public sealed interface SetRequest<A> {
    /**
     * The files of a revision. Its commit must be signed as the project demands, unless the project is a template, which names none yet;
     * a commit that is not is {@link Answer.Failed}.
     *
     * @param repoURL the address of the repository
     * @param revision branch, tag or commit
     * @param project as the set's template has it; empty for the default one
     */
    record Tree(String repoURL, String revision, String project) implements SetRequest<GitTree> {}

    /**
     * The contents of some files of a commit, as texts by their paths.
     *
     * @param repoURL the address of the repository
     * @param commit the commit that the tree was read from
     * @param project as the set's template has it: it decides with which credentials the repository is reached
     * @param paths the files, sorted; symbolic links are not followed out of the repository
     */
    record Contents(String repoURL, String commit, String project, List<String> paths)
            implements SetRequest<Map<String, String>> {
        /** Keeps its own copy. */
        public Contents {
            paths = List.copyOf(paths);
        }
    }

    /**
     * The open pull requests of a repository, those with the labels that are asked for.
     *
     * @param forge which forge: the field of the generator, such as {@code github}
     * @param options what stands in that field
     */
    record PullRequests(String forge, JsonNode options) implements SetRequest<List<PullRequestFacts>> {}

    /**
     * The repositories of an organization, each with its main branch.
     *
     * @param forge which forge: the field of the generator, such as {@code github}
     * @param options what stands in that field
     * @param cloneProtocol how addresses are written: {@code ssh} or {@code https}; empty for the forge's own way
     */
    record Repositories(String forge, JsonNode options, String cloneProtocol)
            implements SetRequest<List<ForgeBranch>> {}

    /**
     * All branches of a repository.
     *
     * @param forge which forge: the field of the generator, such as {@code github}
     * @param options what stands in that field
     * @param repository the repository, with its main branch
     */
    record Branches(String forge, JsonNode options, ForgeBranch repository) implements SetRequest<List<ForgeBranch>> {}

    /**
     * Whether a branch has a path.
     *
     * @param forge which forge: the field of the generator, such as {@code github}
     * @param options what stands in that field
     * @param branch the branch
     * @param path the path, without a slash at its end
     */
    record HasPath(String forge, JsonNode options, ForgeBranch branch, String path) implements SetRequest<Boolean> {}

    /**
     * Clusters that an object chooses.
     *
     * @param options the generator {@code clusterDecisionResource}
     */
    record Decisions(JsonNode options) implements SetRequest<ClusterDecisions> {}

    /**
     * Sets of parameters that a program answers with.
     *
     * @param configMap the name of the ConfigMap that says where the program is reached
     * @param parameters what it is asked with
     */
    record Plugin(String configMap, JsonNode parameters) implements SetRequest<List<Map<String, @Nullable Object>>> {}
}
