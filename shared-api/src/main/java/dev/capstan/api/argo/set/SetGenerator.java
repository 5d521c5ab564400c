package dev.capstan.api.argo.set;

import dev.capstan.api.meta.LabelSelector;
import dev.capstan.api.schema.AtomicSelector;
import dev.capstan.api.schema.ExactRecord;
import org.jspecify.annotations.Nullable;

/**
 * Where parameters come from; one of the fields is set.
 *
 * @param list parameters that stand here
 * @param clusters one set of parameters for every cluster
 * @param git folders or files of a Git repository
 * @param scmProvider repositories of an organization
 * @param pullRequest pull requests of a repository
 * @param clusterDecisionResource clusters that another object chooses
 * @param plugin parameters that a program answers with
 * @param matrix every combination of the results of two generators
 * @param merge results of generators, put together by key
 * @param selector which results count
 */
@ExactRecord
public record SetGenerator(
        @Nullable ListGenerator list,
        @Nullable ClusterGenerator clusters,
        @Nullable GitGenerator git,
        @Nullable ScmProviderGenerator scmProvider,
        @Nullable PullRequestGenerator pullRequest,
        @Nullable ClusterDecisionResourceGenerator clusterDecisionResource,
        @Nullable PluginGenerator plugin,
        @Nullable MatrixGenerator matrix,
        @Nullable MergeGenerator merge,
        @Nullable @AtomicSelector LabelSelector selector) {}
