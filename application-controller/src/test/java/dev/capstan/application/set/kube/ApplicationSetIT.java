package dev.capstan.application.set.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.argo.Application;
import dev.capstan.api.argo.ResourceStatus;
import dev.capstan.api.argo.set.SetApplicationStatus;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** ApplicationSets on a real API server with a real Git server; where it matters the test plays the controller of Applications. */
class ApplicationSetIT extends SetFixture {
    private static String list(String... names) {
        return "generators: [{list: {elements: ["
                + List.of(names).stream().map(name -> "{name: " + name + "}").collect(Collectors.joining(", "))
                + "]}}]\n";
    }

    private static String uid(Application application) {
        return application.getMetadata().getUid();
    }

    @Test
    void applicationsComeChangeAndGo() {
        apply("apps", list("a", "b") + template("{{name}}", "labels: {app: '{{name}}'}"));
        awaitNames("a", "b");
        await("apps", "ResourcesUpToDate", "True");

        Application first = application("a").get();
        OwnerReference owner = first.getMetadata().getOwnerReferences().getFirst();
        assertThat(owner.getUid()).isEqualTo(set("apps").get().getMetadata().getUid());
        assertThat(owner.getController()).isTrue();
        assertThat(first.getMetadata().getFinalizers()).containsExactly("resources-finalizer.argocd.argoproj.io");
        patiently()
                .until(() -> status("apps").orElseThrow().resources().stream()
                        .map(ResourceStatus::name)
                        .toList()
                        .equals(List.of("a", "b")));
        assertThat(Objects.requireNonNull(status("apps").orElseThrow().health()).status())
                .isEqualTo("Healthy");

        apply("apps", list("b", "c") + template("{{name}}", "labels: {app: 'new-{{name}}'}"));
        awaitNames("b", "c");
        patiently()
                .until(() -> "new-b"
                        .equals(application("b").get().getMetadata().getLabels().get("app")));
    }

    @Test
    void whatSomebodyChangesOrDeletesComesBack() {
        apply("apps", list("a") + template("{{name}}", ""));
        awaitNames("a");
        String before = uid(application("a").get());

        patch("a", "{\"spec\": {\"destination\": {\"namespace\": \"other\"}}}");
        patiently()
                .until(() -> "web"
                        .equals(application("a").get().getSpec().destination().namespace()));

        application("a").delete();
        patiently().until(() -> application("a").get().isMarkedForDeletion());
        patch("a", "{\"metadata\": {\"finalizers\": null}}");
        patiently().until(() -> !uid(application("a").get()).equals(before));
    }

    @Test
    void foldersOfARepository() {
        repository.commit("Two", Map.of("teams/one/x.yaml", "a: 1\n", "teams/two/x.yaml", "a: 1\n", "README", "x\n"));
        apply("apps", """
                generators: [{git: {repoURL: "%s", revision: main, directories: [{path: teams/*}]}}]
                """.formatted(server.url("team/apps")) + template("{{path.basename}}", ""));
        awaitNames("one", "two");

        repository
                .delete("teams/one/x.yaml")
                .write("teams/three/x.yaml", "a: 1\n")
                .commit("Three");
        annotate("apps", "argocd.argoproj.io/application-set-refresh", "true");
        awaitNames("three", "two");
        patiently()
                .until(() ->
                        !set("apps").get().annotations().containsKey("argocd.argoproj.io/application-set-refresh"));
    }

    @Test
    void filesOfARepositoryWithAMatrixOfClusters() {
        repository.commit(
                "Files",
                Map.of("config/dev.yaml", "env: dev\nreplicas: 2\n", "config/prod.json", "[{\"env\": \"prod\"}]"));
        plane.apply("""
                apiVersion: v1
                kind: Secret
                metadata: {name: far, labels: {argocd.argoproj.io/secret-type: cluster, tier: edge}}
                stringData: {name: far, server: "https://far.example", config: "{}"}
                """);
        apply("apps", """
                goTemplate: true
                generators:
                - matrix:
                    generators:
                    - clusters: {selector: {matchLabels: {tier: edge}}}
                    - git: {repoURL: "%s", revision: main, files: [{path: config/*}]}
                """.formatted(server.url("team/apps")) + template("{{ .name }}-{{ .env }}", ""));

        awaitNames("far-dev", "far-prod");
    }

    @Test
    void setsOfParametersPutTogether() {
        apply("apps", """
                generators:
                - merge:
                    mergeKeys: [name]
                    generators:
                    - list: {elements: [{name: a, env: dev}, {name: b, env: dev}]}
                    - list: {elements: [{name: b, env: prod}]}
                """ + template("{{name}}-{{env}}", ""));

        awaitNames("a-dev", "b-prod");
    }

    @Test
    void aClusterThatComesMakesAnApplication() {
        apply("apps", "generators: [{clusters: {selector: {matchLabels: {tier: late}}}}]\n" + template("{{name}}", ""));
        await("apps", "ResourcesUpToDate", "True");

        plane.apply("""
                apiVersion: v1
                kind: Secret
                metadata: {name: late, labels: {argocd.argoproj.io/secret-type: cluster, tier: late}}
                stringData: {name: late, server: "https://late.example", config: "{}"}
                """);

        awaitNames("late");
    }

    @Test
    void anErrorStopsTheSetAndIsTold() {
        apply("apps", list("a") + template("{{name}}", ""));
        awaitNames("a");

        apply(
                "apps",
                "goTemplate: true\ngoTemplateOptions: ['missingkey=error']\n" + list("b") + template("{{ .nme }}", ""));

        assertThat(await("apps", "ErrorOccurred", "True")).contains("nme");
        assertThat(names()).containsExactly("a");
    }

    @Test
    void oneThatIsWrongStopsNoOther() {
        apply(
                "apps",
                list("good", "bad") + template("{{name}}", "").replace("project: default", "project: '{{name}}'"));
        assertThat(await("apps", "ErrorOccurred", "True")).contains("there is no project good", "and 1 more");
        assertThat(names()).isEmpty();

        plane.apply("""
                apiVersion: argoproj.io/v1alpha1
                kind: AppProject
                metadata: {name: good}
                spec: {sourceRepos: ["*"], destinations: [{server: "*", namespace: "*"}]}
                """);

        awaitNames("good");
    }

    @Test
    void aPolicyWithoutDeletionKeepsApplications() {
        String spec = "syncPolicy: {applicationsSync: create-update}\n";
        apply("apps", spec + list("a", "b") + template("{{name}}", ""));
        awaitNames("a", "b");
        apply("apps", spec + list("a") + template("{{name}}", "labels: {changed: 'yes'}"));
        patiently().until(() -> application("a").get().getMetadata().getLabels().containsKey("changed"));
        assertThat(names()).containsExactly("a", "b");

        set("apps").delete();

        patiently().until(() -> set("apps").get() == null);
        assertThat(application("a").get().getMetadata().getOwnerReferences()).isNullOrEmpty();
        assertThat(names()).containsExactly("a", "b");
    }

    @Test
    void aMassDeletionWaitsForApproval() {
        String[] names =
                IntStream.range(0, 12).mapToObj(i -> "app-%02d".formatted(i)).toArray(String[]::new);
        apply("apps", list(names) + template("{{name}}", ""));
        awaitNames(names);

        apply("apps", list("app-00") + template("{{name}}", ""));
        String message = await("apps", "ErrorOccurred", "True");
        assertThat(message).contains("11 of 12 Applications would be deleted");
        assertThat(names()).hasSize(12);

        annotate(
                "apps", "capstan.dev/approve-deletions", message.replaceAll(".*approve-deletions=([0-9a-f]+).*", "$1"));
        awaitNames("app-00");
        await("apps", "ErrorOccurred", "False");
    }

    @Test
    void aRolloutGoesStepByStep() {
        apply("apps", list("dev", "prod") + """
                strategy:
                  type: RollingSync
                  rollingSync:
                    steps:
                    - matchExpressions: [{key: env, operator: In, values: [dev]}]
                    - matchExpressions: [{key: env, operator: In, values: [prod]}]
                """ + template("{{name}}", "labels: {env: '{{name}}'}"));
        awaitNames("dev", "prod");
        is("dev", "OutOfSync", "Missing");
        is("prod", "OutOfSync", "Missing");

        patiently().until(() -> application("dev").get().getOperation() != null);
        assertThat(application("prod").get().getOperation()).isNull();
        synced("dev");
        patiently().until(() -> application("prod").get().getOperation() != null);
        assertThat(progress()).isEqualTo("dev Healthy, prod Pending");
        await("apps", "RolloutProgressing", "True");

        synced("prod");
        patiently().until(() -> progress().equals("dev Healthy, prod Healthy"));
        await("apps", "RolloutProgressing", "False");
        assertThat(application("dev").get().getOperation()).isNull();
    }

    private String progress() {
        return status("apps").orElseThrow().applicationStatus().stream()
                .map((SetApplicationStatus it) -> it.application() + " " + it.status())
                .collect(Collectors.joining(", "));
    }

    private void is(String application, String sync, String health) {
        patch(application, """
                {"status": {"sync": {"status": "%s", "revision": "r1", "comparedTo": {"destination": {}}},
                            "health": {"status": "%s"}, "reconciledAt": "%s"}}
                """.formatted(sync, health, now()));
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Takes up the operation that an Application has, and ends it well. */
    private void synced(String application) {
        patch(application, """
                {"operation": null, "status": {"operationState": {"phase": "Succeeded", "startedAt": "%s",
                  "operation": {"initiatedBy": {"username": "applicationset-controller", "automated": true}}}}}
                """.formatted(now()));
        is(application, "Synced", "Healthy");
    }

    @Test
    void aRestartChangesNothing() {
        apply("apps", list("a", "b") + template("{{name}}", ""));
        awaitNames("a", "b");
        await("apps", "ResourcesUpToDate", "True");
        String version = application("a").get().getMetadata().getResourceVersion();
        String before = set("apps").get().getMetadata().getResourceVersion();

        restart();
        apply("late", list("c") + template("{{name}}", ""));
        awaitNames("a", "b", "c");

        assertThat(application("a").get().getMetadata().getResourceVersion()).isEqualTo(version);
        assertThat(set("apps").get().getMetadata().getResourceVersion()).isEqualTo(before);
    }

    @Test
    void decisionsOfAnObjectCountAtOnce() {
        plane.client().load(getClass().getResourceAsStream("placements.yaml")).serverSideApply();
        plane.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: placement}
                data: {apiVersion: sets.test/v1, kind: placements, statusListKey: decisions, matchKey: clusterName}
                """);
        patiently()
                .until(() -> plane.apply("apiVersion: sets.test/v1\nkind: Placement\nmetadata: {name: all}") != null);
        apply(
                "apps",
                "generators: [{clusterDecisionResource: {configMapRef: placement, name: all}}]\n"
                        + template("on-{{name}}", ""));
        await("apps", "ResourcesUpToDate", "True");
        assertThat(names()).isEmpty();

        plane.client()
                .genericKubernetesResources("sets.test/v1", "Placement")
                .inNamespace(plane.name())
                .withName("all")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"status\": {\"decisions\": [{\"clusterName\": \"in-cluster\"}]}}");

        awaitNames("on-in-cluster");
    }
}
