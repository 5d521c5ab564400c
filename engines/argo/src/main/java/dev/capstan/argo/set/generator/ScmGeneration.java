package dev.capstan.argo.set.generator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.object.Fields;
import dev.capstan.argo.set.input.ForgeBranch;
import dev.capstan.argo.set.input.SetRequest;
import dev.capstan.argo.set.text.Names;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The generator {@code scmProvider}: a set of parameters for every branch of every repository that the filters let through. Filters that say
 * something of branches or paths are asked for branches, the others for repositories before.
 */
final class ScmGeneration {
    static final List<String> FORGES =
            List.of("github", "gitlab", "gitea", "bitbucketServer", "azureDevOps", "bitbucket", "awsCodeCommit");

    private final JsonNode options;
    private final GeneratorContext context;
    private final String forge;
    private final List<ScmFilter> filters;

    private ScmGeneration(JsonNode options, GeneratorContext context) {
        this.options = options;
        this.context = context;
        this.forge = Forge.named(options, FORGES, "scmProvider");
        this.filters =
                Fields.elements(options, "filters").stream().map(ScmFilter::of).toList();
    }

    static List<Map<String, @Nullable Object>> generate(JsonNode options, GeneratorContext context) {
        return new ScmGeneration(options, context).generate();
    }

    private List<Map<String, @Nullable Object>> generate() {
        Map<String, String> values = Fields.entries(options, "values");
        List<Map<String, @Nullable Object>> sets = new ArrayList<>();
        for (ForgeBranch repository : repositories()) {
            for (ForgeBranch branch : branches(repository)) {
                if (passes(branch, ScmFilter.Stage.BRANCH)) {
                    context.budget().parameterSets(1);
                    Map<String, @Nullable Object> parameters = parameters(branch);
                    context.addValues(values, parameters);
                    sets.add(parameters);
                }
            }
        }
        return sets;
    }

    private List<ForgeBranch> repositories() {
        return context
                .ask(new SetRequest.Repositories(forge, options.path(forge), Fields.text(options, "cloneProtocol")))
                .orElse(List.of())
                .stream()
                .filter(repository -> passes(repository, ScmFilter.Stage.REPOSITORY))
                .toList();
    }

    private List<ForgeBranch> branches(ForgeBranch repository) {
        return Fields.isTrue(options.path(forge), "allBranches")
                ? context.ask(new SetRequest.Branches(forge, options.path(forge), repository))
                        .orElse(List.of())
                : List.of(repository);
    }

    private boolean passes(ForgeBranch branch, ScmFilter.Stage stage) {
        List<ScmFilter> applicable =
                filters.stream().filter(filter -> filter.stage() == stage).toList();
        return applicable.isEmpty() || applicable.stream().anyMatch(filter -> passes(branch, filter));
    }

    /** Paths are asked for only where everything else holds; those that nobody has answered yet let nothing through. */
    private boolean passes(ForgeBranch branch, ScmFilter filter) {
        return filter.matches(branch)
                && filter.pathsExist().stream()
                        .allMatch(path -> hasPath(branch, path).orElse(false))
                && filter.pathsDoNotExist().stream()
                        .noneMatch(path -> hasPath(branch, path).orElse(true));
    }

    private Optional<Boolean> hasPath(ForgeBranch branch, String path) {
        return context.ask(new SetRequest.HasPath(forge, options.path(forge), branch, path));
    }

    private static Map<String, @Nullable Object> parameters(ForgeBranch branch) {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        parameters.put("organization", branch.organization());
        parameters.put("repository", branch.repository());
        parameters.put("repository_id", branch.id());
        parameters.put("url", branch.url());
        parameters.put("branch", branch.branch());
        parameters.put("branchNormalized", Names.normalized(branch.branch()));
        parameters.put("sha", branch.sha());
        parameters.put("short_sha", Forge.start(branch.sha(), 8));
        parameters.put("short_sha_7", Forge.start(branch.sha(), 7));
        parameters.put("labels", String.join(",", branch.labels()));
        return parameters;
    }
}
