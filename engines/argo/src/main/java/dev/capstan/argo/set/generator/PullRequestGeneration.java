package dev.capstan.argo.set.generator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.object.Fields;
import dev.capstan.argo.set.input.PullRequestFacts;
import dev.capstan.argo.set.input.SetRequest;
import dev.capstan.argo.set.text.SearchPattern;
import dev.capstan.argo.set.text.Slug;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The generator {@code pullRequest}: a set of parameters for every open pull request that one of the filters lets through. */
final class PullRequestGeneration {
    static final List<String> FORGES =
            List.of("github", "gitlab", "gitea", "bitbucketServer", "bitbucket", "azuredevops");

    private PullRequestGeneration() {}

    static List<Map<String, @Nullable Object>> generate(JsonNode options, GeneratorContext context) {
        String forge = Forge.named(options, FORGES, "pullRequest");
        Predicate<PullRequestFacts> filter = filter(Fields.elements(options, "filters"));
        var request = new SetRequest.PullRequests(forge, options.path(forge));
        if (Fields.isTrue(options, "continueOnRepoNotFoundError") && context.isAbsent(request)) {
            return List.of();
        }
        Optional<List<PullRequestFacts>> answer = context.ask(request);
        List<PullRequestFacts> chosen =
                answer.orElse(List.of()).stream().filter(filter).toList();
        context.budget().parameterSets(chosen.size());
        Map<String, String> values = Fields.entries(options, "values");
        List<Map<String, @Nullable Object>> sets = new ArrayList<>();
        for (PullRequestFacts pullRequest : chosen) {
            Map<String, @Nullable Object> parameters = parameters(pullRequest);
            if (context.text().isStructured()) {
                parameters.put("labels", pullRequest.labels());
            }
            context.addValues(values, parameters);
            sets.add(parameters);
        }
        return sets;
    }

    private static Map<String, @Nullable Object> parameters(PullRequestFacts pullRequest) {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        parameters.put("number", Long.toString(pullRequest.number()));
        parameters.put("title", pullRequest.title());
        parameters.put("branch", pullRequest.branch());
        parameters.put("branch_slug", Slug.ofBranch(pullRequest.branch()));
        parameters.put("target_branch", pullRequest.targetBranch());
        parameters.put("target_branch_slug", Slug.ofBranch(pullRequest.targetBranch()));
        parameters.put("head_sha", pullRequest.headSha());
        parameters.put("head_short_sha", Forge.start(pullRequest.headSha(), 8));
        parameters.put("head_short_sha_7", Forge.start(pullRequest.headSha(), 7));
        parameters.put("author", pullRequest.author());
        return parameters;
    }

    /** One of the filters must let it through, if there are any. */
    private static Predicate<PullRequestFacts> filter(List<JsonNode> filters) {
        List<Predicate<PullRequestFacts>> alternatives = new ArrayList<>();
        for (JsonNode filter : filters) {
            Predicate<PullRequestFacts> all = _ -> true;
            for (var condition : Map.<String, Function<PullRequestFacts, String>>of(
                            "branchMatch", PullRequestFacts::branch,
                            "targetBranchMatch", PullRequestFacts::targetBranch,
                            "titleMatch", PullRequestFacts::title)
                    .entrySet()) {
                if (Fields.has(filter, condition.getKey())) {
                    SearchPattern pattern =
                            SearchPattern.of(condition.getKey(), Fields.text(filter, condition.getKey()));
                    all = all.and(
                            pullRequest -> pattern.isIn(condition.getValue().apply(pullRequest)));
                }
            }
            alternatives.add(all);
        }
        return pullRequest -> alternatives.isEmpty() || alternatives.stream().anyMatch(one -> one.test(pullRequest));
    }
}
