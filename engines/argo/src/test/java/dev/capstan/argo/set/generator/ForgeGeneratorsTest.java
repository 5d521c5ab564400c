package dev.capstan.argo.set.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.argo.set.SetYaml;
import dev.capstan.argo.set.input.Answer;
import dev.capstan.argo.set.input.ForgeBranch;
import dev.capstan.argo.set.input.PullRequestFacts;
import dev.capstan.argo.set.input.SetInputs;
import dev.capstan.argo.set.input.SetRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForgeGeneratorsTest {
    private static final SetRequest.PullRequests OPEN =
            new SetRequest.PullRequests("github", SetYaml.of("{owner: o, repo: r}"));
    private static final SetRequest.Repositories REPOSITORIES =
            new SetRequest.Repositories("gitea", SetYaml.of("{owner: o, allBranches: true}"), "https");
    private static final ForgeBranch SHOP = branch("shop", "main", List.of("go", "prod"));
    private static final ForgeBranch SITE = branch("site", "main", List.of());

    @Test
    void pullRequestsGiveTheirFacts() {
        var request =
                new PullRequestFacts(7, "Fix it", "Feat/My_Fix", "main", "0123456789abcdef", List.of("preview"), "ann");

        assertThat(GeneratorRun.flat(pullRequests(request))
                        .parameters("pullRequest: {github: {owner: o, repo: r}, values: {v: 'pr-{{number}}'}}"))
                .isEqualTo(List.of(Map.ofEntries(
                        Map.entry("number", "7"),
                        Map.entry("title", "Fix it"),
                        Map.entry("branch", "Feat/My_Fix"),
                        Map.entry("branch_slug", "feat-my-fix"),
                        Map.entry("target_branch", "main"),
                        Map.entry("target_branch_slug", "main"),
                        Map.entry("head_sha", "0123456789abcdef"),
                        Map.entry("head_short_sha", "01234567"),
                        Map.entry("head_short_sha_7", "0123456"),
                        Map.entry("author", "ann"),
                        Map.entry("values.v", "pr-7"))));
        assertThat(GeneratorRun.structured(pullRequests(request))
                        .parameters("pullRequest: {github: {owner: o, repo: r}}")
                        .getFirst())
                .containsEntry("labels", List.of("preview"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            []                                                        | 2
            [{branchMatch: ^a}]                                       | 1
            [{targetBranchMatch: main}]                               | 2
            [{titleMatch: Two, branchMatch: ^a}]                      | 0
            [{titleMatch: Two}, {branchMatch: ^a}]                    | 2
            [{}]                                                      | 2
            """)
    void oneFilterMustHoldAndAllOfIt(String filters, int count) {
        SetInputs inputs = pullRequests(
                new PullRequestFacts(1, "One", "a", "main", "1", List.of(), ""),
                new PullRequestFacts(2, "Two", "b", "main", "2", List.of(), ""));

        assertThat(GeneratorRun.flat(inputs)
                        .parameters("pullRequest: {github: {owner: o, repo: r}, filters: " + filters + "}"))
                .hasSize(count);
    }

    @Test
    void aRepositoryThatIsNotThereIsAFaultUnlessItIsAllowed() {
        SetInputs gone = SetInputs.none().with(OPEN, new Answer.Absent<>("there is no repository o/r"));

        assertThatThrownBy(() -> GeneratorRun.flat(gone).parameters("pullRequest: {github: {owner: o, repo: r}}"))
                .hasMessage("there is no repository o/r");
        assertThat(GeneratorRun.flat(gone)
                        .parameters("pullRequest: {github: {owner: o, repo: r}, continueOnRepoNotFoundError: true}"))
                .isEmpty();
        assertThatThrownBy(() -> GeneratorRun.flat(
                                SetInputs.none().with(OPEN, new Answer.Failed<>("the token was refused")))
                        .parameters("pullRequest: {github: {owner: o, repo: r}, continueOnRepoNotFoundError: true}"))
                .hasMessage("the token was refused");
    }

    @Test
    void aForgeMustBeNamed() {
        assertThatThrownBy(() -> GeneratorRun.flat(SetInputs.none()).parameters("pullRequest: {filters: []}"))
                .hasMessageStartingWith(
                        "the generator pullRequest names no forge; it needs one of github, gitlab, gitea");
    }

    @Test
    void branchesOfRepositoriesGiveTheirFacts() {
        SetInputs inputs = repositories(SHOP)
                .with(branches(SHOP), new Answer.Found<>(List.of(SHOP, branch("shop", "Next_1", List.of("go")))));

        assertThat(GeneratorRun.flat(inputs).parameters(scm("[]")))
                .extracting(set -> set.get("branch") + " " + set.get("branchNormalized") + " " + set.get("labels") + " "
                        + set.get("short_sha_7") + " " + set.get("repository_id"))
                .containsExactly("main main go,prod 0123456 7", "Next_1 next-1 go 0123456 7");
    }

    @Test
    void filtersOfRepositoriesSpareTheirBranches() {
        GeneratorRun run = GeneratorRun.flat(repositories(SHOP, SITE));

        assertThat(run.parameters(scm("[{labelMatch: ^go$, repositoryMatch: sh}]")))
                .isEmpty();
        assertThat(run.wanted()).isEqualTo(Set.of(branches(SHOP)));
    }

    @Test
    void pathsAreAskedForWhereEverythingElseHolds() {
        SetInputs inputs = repositories(SHOP, SITE)
                .with(branches(SHOP), new Answer.Found<>(List.of(SHOP)))
                .with(branches(SITE), new Answer.Found<>(List.of(SITE)));
        String entry = scm("[{repositoryMatch: shop, pathsExist: [k8s/], pathsDoNotExist: [OLD]}]");
        var exists = new SetRequest.HasPath("gitea", REPOSITORIES.options(), SHOP, "k8s");
        var isOld = new SetRequest.HasPath("gitea", REPOSITORIES.options(), SHOP, "OLD");

        GeneratorRun first = GeneratorRun.flat(inputs);
        assertThat(first.parameters(entry)).isEmpty();
        assertThat(first.wanted()).isEqualTo(Set.of(exists));

        SetInputs known = inputs.with(exists, new Answer.Found<>(true));
        assertThat(GeneratorRun.flat(known.with(isOld, new Answer.Found<>(true)))
                        .parameters(entry))
                .isEmpty();
        assertThat(GeneratorRun.flat(known.with(isOld, new Answer.Found<>(false)))
                        .parameters(entry))
                .extracting(set -> set.get("repository"))
                .containsExactly("shop");
    }

    private static String scm(String filters) {
        return "scmProvider: {gitea: {owner: o, allBranches: true}, cloneProtocol: https, filters: " + filters + "}";
    }

    private static SetInputs pullRequests(PullRequestFacts... requests) {
        return SetInputs.none().with(OPEN, new Answer.Found<>(List.of(requests)));
    }

    private static SetInputs repositories(ForgeBranch... repositories) {
        return SetInputs.none().with(REPOSITORIES, new Answer.Found<>(List.of(repositories)));
    }

    private static SetRequest.Branches branches(ForgeBranch repository) {
        return new SetRequest.Branches("gitea", REPOSITORIES.options(), repository);
    }

    private static ForgeBranch branch(String repository, String branch, List<String> labels) {
        return new ForgeBranch("o", repository, "7", "https://forge/" + repository, branch, "0123456789", labels);
    }
}
