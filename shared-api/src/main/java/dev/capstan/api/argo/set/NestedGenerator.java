package dev.capstan.api.argo.set;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.api.meta.LabelSelector;
import dev.capstan.api.schema.AnyValue;
import dev.capstan.api.schema.AtomicSelector;
import dev.capstan.api.schema.ExactRecord;
import org.jspecify.annotations.Nullable;

/**
 * A generator within another; one of the fields is set.
 *
 * @param list parameters that stand here
 * @param clusters one set of parameters for every cluster
 * @param git folders or files of a Git repository
 * @param scmProvider repositories of an organization
 * @param pullRequest pull requests of a repository
 * @param clusterDecisionResource clusters that another object chooses
 * @param plugin parameters that a program answers with
 * @param matrix combinations, of generators that are not nested any further
 * @param merge results put together, of generators that are not nested any further
 * @param selector which results count
 */
@ExactRecord
public record NestedGenerator(
        @Nullable ListGenerator list,
        @Nullable ClusterGenerator clusters,
        @Nullable GitGenerator git,
        @Nullable ScmProviderGenerator scmProvider,
        @Nullable PullRequestGenerator pullRequest,
        @Nullable ClusterDecisionResourceGenerator clusterDecisionResource,
        @Nullable PluginGenerator plugin,
        @Nullable @AnyValue JsonNode matrix,
        @Nullable @AnyValue JsonNode merge,
        @Nullable @AtomicSelector LabelSelector selector) {}
