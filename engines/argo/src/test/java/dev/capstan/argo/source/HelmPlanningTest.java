package dev.capstan.argo.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.argo.source.ValueFiles.Reference;
import dev.capstan.tree.InMemoryTree;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HelmPlanningTest {
    private static final InMemoryTree OWN = InMemoryTree.builder()
            .file("charts/web/Chart.yaml", "")
            .file("charts/web/values-a.yaml", "{file: a, a: 1}")
            .file("charts/web/values-b.yaml", "{file: b, b: 1}")
            .file("charts/web/env/prod.yaml", "{file: prod}")
            .file("charts/web/env/deep/prod.yaml", "{file: deep}")
            .file("charts/web/web.yaml", "{file: named}")
            .file("charts/web/text.txt", "a,b={c}\n")
            .file("shared/values.yaml", "{file: shared}")
            .link("charts/web/inside.yaml", "../../shared/values.yaml")
            .link("charts/web/outside.yaml", "../../../secret.yaml")
            .link("charts/web/absolute.yaml", "/etc/passwd")
            .link("charts/web/env/leak.yaml", "../../../../secret.yaml")
            .build();

    private static final InMemoryTree OTHER = InMemoryTree.builder()
            .file("envs/prod.yaml", "{file: other, secret: hunter2}")
            .file("envs/test.yaml", "{file: test}")
            .link("up.yaml", "../own/shared/values.yaml")
            .build();

    private static HelmPlan.Outcome outcome(String options) {
        var files = new ValueFiles(
                new SourceFolder(OWN, "charts/web"),
                Map.of(
                        "values", new Reference("https://github.com/acme/values", OTHER),
                        "foreign", new Reference("https://user:pass@gitlab.com/evil/values", OTHER)),
                url -> url.startsWith("https://github.com/"),
                Sources.ENVIRONMENT);
        return HelmPlanning.plan(
                HelmOptions.of(Sources.json(options)), "web", "prod", files, Sources.ENVIRONMENT, url -> {
                    if (url.equals("https://example.com/values.yaml")) {
                        return "{file: remote}".getBytes(UTF_8);
                    }
                    throw new IOException("GET " + url + ": 404");
                });
    }

    private static HelmPlan plan(String options) {
        return switch (outcome(options)) {
            case HelmPlan.Outcome.Planned(HelmPlan plan) -> plan;
            case HelmPlan.Outcome.Failed(String why) -> throw new AssertionError(why);
        };
    }

    private static String failure(String options) {
        return switch (outcome(options)) {
            case HelmPlan.Outcome.Planned(HelmPlan plan) -> throw new AssertionError(plan.values());
            case HelmPlan.Outcome.Failed(String why) -> why;
        };
    }

    private static Object file(String name) {
        return String.valueOf(plan("{'valueFiles':['" + name + "']}").values().get("file"));
    }

    @Test
    void aReleaseIsCalledAsTheApplicationAndLiesInItsDestination() {
        HelmPlan plan = plan("{}");

        assertThat(plan.releaseName()).isEqualTo("web");
        assertThat(plan.namespace()).isEqualTo("prod");
        assertThat(plan.values()).isEmpty();
        assertThat(plan.includesCrds()).isTrue();
    }

    @Test
    void optionsCountMore() {
        HelmPlan plan = plan("{'releaseName':'other','namespace':'there','skipCrds':true,'skipTests':true,"
                + "'skipSchemaValidation':true,'passCredentials':true,'kubeVersion':'1.30','apiVersions':['a/v1'],"
                + "'version':'v2'}");

        assertThat(plan.releaseName()).isEqualTo("other");
        assertThat(plan.namespace()).isEqualTo("there");
        assertThat(plan.includesCrds()).isFalse();
        assertThat(plan.skipsTests()).isTrue();
        assertThat(plan.skipsSchemaValidation()).isTrue();
        assertThat(plan.passesCredentials()).isTrue();
        assertThat(plan.kubeVersion()).isEqualTo("1.30");
        assertThat(plan.apiVersions()).containsExactly("a/v1");
        assertThat(plan.notices()).hasSize(1);
    }

    @Test
    void aNamespaceInFrontOfTheNameIsNotPartOfTheRelease() {
        var files = new ValueFiles(new SourceFolder(OWN, ""), Map.of(), url -> true, Sources.EMPTY);
        var outcome = HelmPlanning.plan(
                HelmOptions.of(Sources.json("{}")), "team_web", "prod", files, Sources.EMPTY, RemoteFiles.NONE);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        HelmPlan.Outcome.Planned.class,
                        planned -> assertThat(planned.plan().releaseName()).isEqualTo("web"));
    }

    @Test
    void laterFilesCountMoreAndInlineValuesMoreThanFiles() {
        assertThat(plan("{'valueFiles':['values-b.yaml','values-a.yaml']}").values())
                .containsEntry("file", "a")
                .containsKeys("a", "b");
        assertThat(plan("{'valueFiles':['values-a.yaml'],'values':'file: inline'}")
                        .values())
                .containsEntry("file", "inline")
                .containsKey("a");
    }

    @Test
    void anObjectOfValuesCountsInsteadOfTheirText() {
        assertThat(plan("{'values':'{file: text, other: x}','valuesObject':{'file':'object'}}")
                        .values())
                .containsEntry("file", "object")
                .doesNotContainKey("other");
    }

    @Test
    void parametersCountMoreThanValues() {
        assertThat(plan("{'valuesObject':{'p':'x','l':['a']},'parameters':[{'name':'p','value':'1'},"
                                + "{'name':'t','value':'2','forceString':true},{'name':'l[0]','value':'b'},"
                                + "{'name':'n','value':'$ARGOCD_APP_NAME'},{'name':'c','value':'x,y=z'},"
                                + "{'name':'d','value':'{x,y}'},{'name':'e','value':'x\\\\,y'}]}")
                        .values())
                .containsEntry("p", 1L)
                .containsEntry("t", "2")
                .containsEntry("n", "web")
                .containsEntry("c", "x,y=z")
                .containsEntry("e", "x,y")
                .containsEntry("l", List.of("b"))
                .containsEntry("d", List.of("x", "y"));
    }

    @Test
    void ofTwoParametersOfOneNameTheLaterOneCounts() {
        assertThat(plan("{'parameters':[{'name':'p','value':'1'},{'name':'p','value':'2'}]}")
                        .values())
                .containsEntry("p", 2L);
    }

    @Test
    void fileParametersAreTheContentOfFiles() {
        assertThat(String.valueOf(plan("{'fileParameters':[{'name':'f','path':'text.txt'}]}")
                        .values()
                        .get("f")))
                .isEqualTo("a,b={c}\n");
        assertThat(failure("{'fileParameters':[{'name':'f','path':'missing.txt'}]}"))
                .isEqualTo("helm: there is no file 'missing.txt'");
        assertThat(failure("{'fileParameters':[{'name':'f','path':'../../../etc/passwd'}]}"))
                .contains("lies outside of its repository");
    }

    @ParameterizedTest
    @CsvSource({
        "values-a.yaml, a",
        "./values-a.yaml, a",
        "../../shared/values.yaml, shared",
        "/shared/values.yaml, shared",
        "//shared/values.yaml, shared",
        "inside.yaml, shared",
        "$ARGOCD_APP_NAME.yaml, named",
        "env/${ARGOCD_APP_NAMESPACE}.yaml, prod",
        "$values/envs/prod.yaml, other",
        "$values/envs/$ARGOCD_APP_NAMESPACE.yaml, other",
        "https://example.com/values.yaml, remote"
    })
    void filesAreFound(String name, String content) {
        assertThat(file(name)).isEqualTo(content);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../../secret.yaml",
                "/../secret.yaml",
                "outside.yaml",
                "absolute.yaml",
                "$values/../own/shared/values.yaml",
                "$values/up.yaml",
                "$values",
                "$values/",
                "/",
                "../..",
                "env/*.yaml"
            })
    void noNameLeadsOutOfItsRepository(String name) {
        assertThat(failure("{'valueFiles':['" + name + "'],'ignoreMissingValueFiles':true}"))
                .isEqualTo("helm: the file '" + name + "' lies outside of its repository");
    }

    @Test
    void aRepositoryThatTheProjectForbidsIsNotReferredTo() {
        assertThat(failure("{'valueFiles':['$foreign/envs/prod.yaml']}"))
                .isEqualTo("helm: values file '$foreign/envs/prod.yaml' refers to the"
                        + " repository https://gitlab.com/evil/values, which the project does not permit");
        assertThat(failure("{'fileParameters':[{'name':'f','path':'$foreign/envs/prod.yaml'}]}"))
                .contains("which the project does not permit");
    }

    @Test
    void aReferenceThatNobodyHasIsNamed() {
        assertThat(failure("{'valueFiles':['$other/prod.yaml']}"))
                .isEqualTo("helm: no source has the ref of '$other'; there are" + " $foreign, $values");
    }

    @Test
    void otherSchemesAreRefused() {
        assertThat(failure("{'valueFiles':['file:///etc/passwd']}"))
                .isEqualTo("helm: the URL scheme 'file' is not allowed");
        assertThat(failure("{'valueFiles':['secrets://values.yaml']}"))
                .isEqualTo("helm: the URL scheme 'secrets' is not allowed");
    }

    @Test
    void missingFilesAreAFaultUnlessTheyMayMiss() {
        assertThat(failure("{'valueFiles':['missing.yaml']}")).isEqualTo("helm: there is no file 'missing.yaml'");
        assertThat(failure("{'valueFiles':['none-*.yaml']}"))
                .isEqualTo("helm: the pattern 'none-*.yaml' stands for no file");
        assertThat(plan("{'valueFiles':['missing.yaml','none-*.yaml','values-a.yaml'],"
                                + "'ignoreMissingValueFiles':true}")
                        .values())
                .containsEntry("file", "a");
    }

    @Test
    void patternsFindSortedFilesAndLeaveThoseThatAreNamed() {
        assertThat(plan("{'valueFiles':['values-*.yaml']}").values()).containsEntry("file", "b");
        assertThat(plan("{'valueFiles':['values-a.yaml','values-*.yaml']}").values())
                .containsEntry("file", "b");
        assertThat(plan("{'valueFiles':['values-*.yaml','values-a.yaml']}").values())
                .containsEntry("file", "a");
        assertThat(plan("{'valueFiles':['$values/envs/*.yaml']}").values()).containsEntry("file", "test");
        assertThat(plan("{'valueFiles':['env/**/p*.yaml']}").values()).containsEntry("file", "prod");
    }

    @Test
    void faultsOfValuesAreHelms() {
        assertThat(failure("{'values':'- a'}")).startsWith("failed to parse values of the Application: ");
        assertThat(failure("{'valueFiles':['https://example.com/other.yaml']}"))
                .contains("GET https://example.com/other.yaml: 404");
    }

    @Test
    void aBombOfValuesIsRefused() {
        assertThat(failure("{'values':'" + "[".repeat(20_000) + "'}")).startsWith("failed to parse");
    }

    @Test
    void showsNoValue() {
        HelmPlan plan = plan("{'valueFiles':['$values/envs/prod.yaml']}");

        assertThat(plan.values()).containsEntry("secret", "hunter2");
        assertThat(plan.toString()).doesNotContain("hunter2");
    }
}
