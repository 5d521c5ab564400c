package dev.capstan.application.set.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.argo.set.SetSchedule;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sets over scripted GitHub, GitLab and Gitea: what opens makes Applications, what closes takes them away, and what fails does neither. */
class ForgeGeneratorsIT extends SetFixture {
    @BeforeEach
    void secret() {
        token(ForgeScene.TOKEN);
    }

    private void token(String value) {
        plane.apply("""
                apiVersion: v1
                kind: Secret
                metadata: {name: forge}
                stringData: {token: "%s"}
                """.formatted(value));
    }

    @AfterEach
    void theTokenIsNowhere() {
        assertThat(controller.log()).doesNotContain(ForgeScene.TOKEN);
    }

    /** Asks the forge anew, and waits until that is done. */
    private void refresh(String set) {
        annotate(set, SetSchedule.REFRESH, "true");
        patiently().until(() -> !set(set).get().annotations().containsKey(SetSchedule.REFRESH));
    }

    private void assertStays(String set, String failure, String... names) {
        refresh(set);
        patiently()
                .untilAsserted(() -> assertThat(await(set, "ErrorOccurred", "True"))
                        .contains(failure)
                        .doesNotContain(ForgeScene.TOKEN));
        assertThat(names()).containsExactly(names);
    }

    @ParameterizedTest
    @EnumSource
    void pullRequestsOpenAndClose(ForgeForm form) {
        try (var forge = new ForgeScene(form)) {
            forge.hasPullRequests(7, 9);
            apply("previews", forge.pullRequestGenerator() + preview());
            awaitNames("pr-7-feature-7", "pr-9-feature-9");
            assertThat(application("pr-7-feature-7").get().getMetadata().getLabels())
                    .containsAllEntriesOf(Map.of("head", ForgeForm.COMMIT.substring(0, 8), "author", "jane"));

            forge.hasPullRequests(9, 11);
            refresh("previews");
            awaitNames("pr-11-feature-11", "pr-9-feature-9");

            forge.hasPullRequests();
            refresh("previews");
            awaitNames();
            await("previews", "ErrorOccurred", "False");
        }
    }

    private static String preview() {
        return template("pr-{{number}}-{{branch_slug}}", "labels: {head: '{{head_short_sha}}', author: '{{author}}'}");
    }

    @ParameterizedTest
    @EnumSource
    void aFailingListOfPullRequestsDeletesNothing(ForgeForm form) {
        try (var forge = new ForgeScene(form)) {
            forge.hasPullRequests(7);
            apply("previews", forge.pullRequestGenerator() + preview());
            awaitNames("pr-7-feature-7");

            forge.failsPullRequests(503);
            assertStays("previews", "HTTP 503", "pr-7-feature-7");
            forge.failsPullRequests(404);
            assertStays("previews", "HTTP 404", "pr-7-feature-7");
            forge.failsPullRequests(200);
            assertStays("previews", "does not answer as the API", "pr-7-feature-7");

            forge.hasPullRequests();
            refresh("previews");
            awaitNames();
            await("previews", "ErrorOccurred", "False");
        }
    }

    @ParameterizedTest
    @EnumSource
    void repositoriesComeAndGo(ForgeForm form) {
        try (var forge = new ForgeScene(form)) {
            forge.hasRepositories("shop", "docs");
            forge.hasFolder("docs", false);
            apply(
                    "all",
                    forge.scmGenerator()
                            + template("{{repository}}", "").replace("https://git.example/apps", "{{url}}"));
            awaitNames("shop");
            assertThat(Objects.requireNonNull(
                                    application("shop").get().getSpec().source())
                            .repoURL())
                    .isEqualTo("https://forge.example/org/shop.git");

            forge.hasFolder("docs", true);
            refresh("all");
            awaitNames("docs", "shop");

            forge.hasRepositories("docs");
            refresh("all");
            awaitNames("docs");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFailingListOfRepositoriesDeletesNothing(ForgeForm form) {
        try (var forge = new ForgeScene(form)) {
            forge.hasRepositories("docs", "shop");
            apply("all", forge.scmGenerator() + template("{{repository}}", ""));
            awaitNames("docs", "shop");

            forge.failsRepositories(500);
            assertStays("all", "HTTP 500", "docs", "shop");
            forge.hasRepositories("docs", "shop");
            forge.failsBranch("shop", 502);
            assertStays("all", "HTTP 502", "docs", "shop");

            forge.hasRepositories("docs");
            refresh("all");
            awaitNames("docs");
            await("all", "ErrorOccurred", "False");
        }
    }

    @Test
    void aTokenThatIsGoneOrNoLongerValidIsNamed() {
        try (var forge = new ForgeScene(ForgeForm.GITHUB)) {
            forge.hasPullRequests(7);
            apply("previews", forge.pullRequestGenerator() + preview());
            awaitNames("pr-7-feature-7");

            token("another-one");
            assertStays("previews", "HTTP 401", "pr-7-feature-7");
            long before = forge.questions();
            plane.client().secrets().inNamespace(plane.name()).withName("forge").delete();
            assertStays("previews", "'forge'", "pr-7-feature-7");
            assertThat(forge.questions()).isEqualTo(before);

            token(ForgeScene.TOKEN);
            forge.hasPullRequests(8);
            refresh("previews");
            awaitNames("pr-8-feature-8");
        }
    }
}
