package dev.capstan.argo.survey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.argo.secret.ArgoSecret;
import dev.capstan.argo.secret.SecretType;
import dev.capstan.argo.survey.Finding.Weight;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstallationSurveyTest {
    private static final String IN_CLUSTER =
            "{\"server\": \"https://kubernetes.default.svc\", \"namespace\": \"shop\"}";
    private static final String GIT = "{\"repoURL\": \"https://git.test/shop.git\", \"path\": \".\"}";

    private final Map<String, Map<String, String>> configMaps = new HashMap<>();
    private final List<ArgoSecret> secrets = new ArrayList<>();
    private final List<JsonNode> projects = new ArrayList<>();
    private final List<JsonNode> applications = new ArrayList<>();
    private final List<JsonNode> sets = new ArrayList<>();

    @Test
    void nothingIsSaidOfWhatWorks() {
        configMaps.put("argocd-cm", Map.of("timeout.reconciliation", "60s"));
        application("shop", "{\"project\": \"default\", \"destination\": " + IN_CLUSTER + ", \"source\": " + GIT + "}");
        set("{\"generators\": [{\"list\": {\"elements\": []}}], \"template\": {\"spec\": {\"source\": " + GIT + "}}}");

        assertThat(survey()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "plugin": {"name": "vault"}                         | STOPS | the plugin 'vault' is refused
            "plugin": {}                                        | STOPS | the plugin is refused
            "directory": {"jsonnet": {"tlas": [{"name": "a"}]}} | STOPS | Jsonnet is refused
            "helm": {"valueFiles": ["secrets://values.yaml"]}   | STOPS | values files by secrets:// are refused
            "helm": {"version": "v3"}                           | LOST  | helm.version is not acted on
            "kustomize": {"version": "v4.5.7"}                  | LOST  | kustomize.version is not acted on
            """)
    void optionsOfSourcesThatWorkOtherwiseAreNamed(String option, Weight weight, String what) {
        var source = GIT.replace("}", ", " + option + "}");
        application("shop", "{\"destination\": " + IN_CLUSTER + ", \"source\": " + source + "}");
        set("{\"template\": {\"spec\": {\"sources\": [" + source + "]}}}");

        assertThat(survey())
                .extracting(Finding::weight, Finding::subject)
                .containsExactly(tuple(weight, "Application argocd/shop"), tuple(weight, "ApplicationSet argocd/set"));
        assertThat(survey()).allSatisfy(it -> assertThat(it.what()).startsWith(what));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"jsonnet": {}}                                 | 0
            {"jsonnet": {"libs": [], "extVars": []}}        | 0
            {"jsonnet": {"libs": ["vendor"]}}               | 1
            """)
    void emptyOptionsForJsonnetAreNoJsonnet(String directory, int findings) {
        var source = GIT.replace("}", ", \"directory\": " + directory + "}");
        application("shop", "{\"destination\": " + IN_CLUSTER + ", \"source\": " + source + "}");

        assertThat(survey()).hasSize(findings);
    }

    @Test
    void anApplicationNeedsItsProjectItsClusterAndItsRepository() {
        secret(
                SecretType.CLUSTER,
                Map.of(
                        "name",
                        "edge",
                        "server",
                        "https://edge.test",
                        "config",
                        "{\"execProviderConfig\": {\"command\": \"aws\"}}"));
        secret(SecretType.REPOSITORY, Map.of("url", "https://git.test/shop.git", "insecure", "perhaps"));
        application(
                "a",
                "{\"project\": \"gone\", \"destination\": " + IN_CLUSTER + ", \"source\": "
                        + GIT.replace("shop", "other") + "}");
        application("b", "{\"destination\": {\"name\": \"edge\"}, \"source\": " + GIT.replace("shop", "other") + "}");
        application("c", "{\"destination\": " + IN_CLUSTER + ", \"source\": " + GIT + "}");

        assertThat(stops())
                .satisfiesExactly(
                        a -> assertThat(a).isEqualTo("Application argocd/a: its project 'gone' does not exist"),
                        b -> assertThat(b).startsWith("Application argocd/b: ").contains("execProviderConfig"),
                        c -> assertThat(c).startsWith("Application argocd/c: ").contains("insecure"));
    }

    @Test
    void whatTheProjectDoesNotPermitIsNamed() {
        projects.add(json("""
                {"metadata": {"name": "team", "namespace": "argocd"},
                 "spec": {"sourceRepos": ["https://git.test/team/*"], "destinations": [{"server": "*", "namespace": "*"}]}}
                """));
        application("shop", "{\"project\": \"team\", \"destination\": " + IN_CLUSTER + ", \"source\": " + GIT + "}");

        assertThat(stops())
                .containsExactly("Application argocd/shop: application repo https://git.test/shop.git is not permitted"
                        + " in project 'team'");
    }

    @Test
    void aHydratorIsNamedOnceAndNotTheSourceThatIsMissing() {
        application("shop", "{\"destination\": " + IN_CLUSTER + ", \"sourceHydrator\": {\"drySource\": {}}}");

        assertThat(stops()).singleElement().asString().contains("sourceHydrator is not acted on");
    }

    @Test
    void optionsAndIgnoredDifferencesWithoutEffectAreNamed() {
        application("shop", """
                {"destination": %s, "source": %s,
                 "syncPolicy": {"syncOptions": ["CreateNamespace=true", "Magic=true"]},
                 "ignoreDifferences": [{"group": "apps", "kind": "Deployment", "jqPathExpressions": ["input_filename"]}]}
                """.formatted(IN_CLUSTER, GIT));

        assertThat(survey())
                .satisfiesExactly(
                        option -> {
                            assertThat(option.weight()).isEqualTo(Weight.LOST);
                            assertThat(option.what()).contains("Magic=true");
                        },
                        rule -> {
                            assertThat(rule.weight()).isEqualTo(Weight.STOPS);
                            assertThat(rule.what()).contains("input_filename");
                        });
    }

    @Test
    void whatOthersReadFromAnnotationsIsNamed() {
        applications.add(json("""
                {"metadata": {"name": "shop", "namespace": "argocd", "annotations": {
                   "notifications.argoproj.io/subscribe.on-deployed.slack": "ops",
                   "argocd-image-updater.argoproj.io/image-list": "web"}},
                 "spec": {"destination": %s, "source": %s}}
                """.formatted(IN_CLUSTER, GIT)));

        assertThat(survey()).extracting(Finding::weight).containsExactly(Weight.LOST, Weight.LOST);
    }

    @Test
    void aSyncThatIsUnderWayIsWaitedFor() {
        applications.add(json("""
                {"metadata": {"name": "shop", "namespace": "argocd"},
                 "spec": {"destination": %s, "source": %s}, "status": {"operationState": {"phase": "Running"}}}
                """.formatted(IN_CLUSTER, GIT)));

        assertThat(survey())
                .singleElement()
                .satisfies(it -> assertThat(it.weight()).isEqualTo(Weight.WAITS));
    }

    @Test
    void aPluginOfASetIsFoundHoweverDeepItLies() {
        set("""
                {"generators": [{"matrix": {"generators": [{"list": {}}, {"merge": {"generators": [
                   {"plugin": {"configMapRef": {"name": "p"}}}]}}]}}]}
                """);

        assertThat(stops()).singleElement().asString().contains("the generator 'plugin' is refused");
    }

    @Test
    void settingsAndSecretsAreNamedWithoutTheirValues() {
        configMaps.put(
                "argocd-cm",
                Map.of("globalProjects", "marker", "resource.customizations.actions.apps_Deployment", "marker"));
        configMaps.put("argocd-notifications-cm", Map.of("trigger.on-deployed", "marker"));
        secret(SecretType.REPOSITORY, Map.of("url", "https://git.test/a", "enableLfs", "true", "password", "marker"));

        assertThat(survey()).hasSize(4).allSatisfy(it -> {
            assertThat(it.weight()).isEqualTo(Weight.LOST);
            assertThat(it.toString()).doesNotContain("marker");
        });
    }

    @Test
    void flagsThatHaveAnotherPlaceHereAreNamed() {
        configMaps.put(
                "argocd-cmd-params-cm",
                Map.of(
                        "application.namespaces", "team-*",
                        "controller.diff.server.side", "false",
                        "applicationsetcontroller.policy", "create-only",
                        "applicationsetcontroller.enable.git.submodule", "true",
                        "reposerver.enable.git.submodule", "false",
                        "server.insecure", "true"));

        assertThat(survey())
                .extracting(Finding::what)
                .containsExactly(
                        "application.namespaces is not read: give capstan.application.namespaces the same patterns",
                        "applicationsetcontroller.policy is not read: give capstan.application.sets.policy the same value",
                        "reposerver.enable.git.submodule is not read: set capstan.application.git-submodules to false");
    }

    @Test
    void theOrderOfObjectsDoesNotMatter() {
        application("b", "{\"project\": \"gone\", \"source\": " + GIT + "}");
        application("a", "{\"project\": \"gone\", \"source\": " + GIT + "}");
        var once = survey();

        Collections.reverse(applications);

        assertThat(survey()).isEqualTo(once);
        assertThat(once).extracting(Finding::subject).startsWith("Application argocd/a");
    }

    @Test
    void objectsOfAnyShapeAreSurvived() {
        applications.add(json("{\"metadata\": [], \"spec\": \"text\"}"));
        applications.add(
                json("{\"spec\": {\"sources\": [1, null, {}], \"ignoreDifferences\": {}, \"destination\": 7}}"));
        sets.add(json("{\"spec\": {\"generators\": [1, {\"matrix\": []}], \"template\": 3}}"));
        projects.add(json("{\"spec\": []}"));

        assertThat(survey()).isNotEmpty();
    }

    private void application(String name, String spec) {
        applications.add(json(
                "{\"metadata\": {\"name\": \"" + name + "\", \"namespace\": \"argocd\"}, \"spec\": " + spec + "}"));
    }

    private void set(String spec) {
        sets.add(json("{\"metadata\": {\"name\": \"set\", \"namespace\": \"argocd\"}, \"spec\": " + spec + "}"));
    }

    private void secret(SecretType type, Map<String, String> values) {
        var data = new HashMap<String, byte[]>();
        values.forEach((key, value) -> data.put(key, value.getBytes(UTF_8)));
        secrets.add(new ArgoSecret("secret-" + secrets.size(), Map.of(SecretType.LABEL, type.label()), Map.of(), data));
    }

    private List<Finding> survey() {
        return InstallationSurvey.of(new Installation("argocd", configMaps, secrets, projects, applications, sets));
    }

    private List<String> stops() {
        return survey().stream()
                .filter(it -> it.weight() == Weight.STOPS)
                .map(Finding::toString)
                .toList();
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
