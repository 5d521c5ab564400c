package dev.capstan.application.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.argo.ApplicationStatus;
import dev.capstan.api.argo.ResourceResult;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What projects keep Applications from, on a real API server. */
class ProjectIT extends ApplicationFixture {
    private static final String EVERYWHERE = """
            sourceRepos: ["*"]
            destinations: [{server: "*", namespace: "*"}]
            """;

    @Test
    void aKindThatIsNotPermittedKeepsEverythingFromBeingApplied() {
        createNamespace(app);
        project(EVERYWHERE);
        commit(Map.of("one.yaml", configMap("one", "a"), "class.yaml", """
                apiVersion: scheduling.k8s.io/v1
                kind: PriorityClass
                metadata: {name: %s}
                value: 10
                """.formatted(app)));
        applyIn("automated: {}");

        ApplicationStatus status = await(it -> phase(it).equals("Failed")
                || (phase(it).equals("Running") && !results(it).isEmpty()));

        assertThat(results(status))
                .filteredOn(it -> it.kind().equals("PriorityClass"))
                .singleElement()
                .satisfies(it -> assertThat(it.message()).contains("not permitted in project " + app));
        assertThat(value("one")).isEmpty();
    }

    @Test
    void t075_aDestinationThatIsNotPermittedIsAnInvalidSpecUntilItIs() {
        project("""
                sourceRepos: ["*"]
                destinations: [{server: "*", namespace: elsewhere}]
                clusterResourceWhitelist: [{group: "*", kind: "*"}]
                """);
        String first = commit(Map.of("one.yaml", configMap("one", "a")));
        applyIn("automated: {}\n  syncOptions: [CreateNamespace=true]");
        await(it -> conditions(it).contains("InvalidSpecError"));
        assertThat(value("one")).isEmpty();

        project(EVERYWHERE + "clusterResourceWhitelist: [{group: '*', kind: '*'}]\n");

        assertThat(awaitSynced(first).conditions()).isEmpty();
    }

    @Test
    void automationWaitsForAWindowAndPeopleNeedNot() {
        createNamespace(app);
        String window = "syncWindows: [{kind: deny, schedule: '* * * * *', duration: 1h, applications: ['*'],"
                + " manualSync: true}]\n";
        project(EVERYWHERE + window);
        commit(Map.of("one.yaml", configMap("one", "a")));
        applyIn("automated: {}");
        await(it -> sync(it).equals("OutOfSync"));
        assertThat(value("one")).isEmpty();

        patch("{\"operation\":{\"sync\":{}}}");
        awaitValue("one", "a");
        await(it -> phase(it).equals("Succeeded"));

        String second = commit(Map.of("one.yaml", configMap("one", "b")));
        patch("{\"metadata\":{\"annotations\":{\"argocd.argoproj.io/refresh\":\"normal\"}}}");
        await(it -> sync(it).equals("OutOfSync") && Announcements.revision(it).equals(second));
        assertThat(value("one")).contains("a");

        project(EVERYWHERE + "syncWindows: []\n");

        awaitSynced(second);
        awaitValue("one", "b");
    }

    @Test
    void anAccountOfTheProjectMayDoWhatItMay() {
        createNamespace(app);
        project(EVERYWHERE + "destinationServiceAccounts:\n  - {server: '*', namespace: '" + app
                + "', defaultServiceAccount: applier}\n");
        object("v1", "ServiceAccount", "applier", "");
        String first = commit(Map.of("one.yaml", configMap("one", "a")));
        applyIn("automated: {}\n  retry: {limit: -1, backoff: {duration: 1s, maxDuration: 2s}}");

        ApplicationStatus refused = await(it -> results(it).stream()
                .anyMatch(line -> Objects.requireNonNullElse(line.message(), "").contains("forbidden")
                        || Objects.requireNonNullElse(line.message(), "").contains("may not")
                        || Objects.requireNonNullElse(line.message(), "").contains("applier")));
        assertThat(results(refused)).extracting(ResourceResult::status).containsExactly("SyncFailed");
        assertThat(value("one")).isEmpty();

        object("rbac.authorization.k8s.io/v1", "Role", "applier", """
                rules: [{apiGroups: [""], resources: [configmaps], verbs: [get, create, patch]}]
                """);
        object("rbac.authorization.k8s.io/v1", "RoleBinding", "applier", """
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: applier}
                subjects: [{kind: ServiceAccount, name: applier}]
                """);

        awaitSynced(first);
        awaitValue("one", "a");
    }

    private static List<ResourceResult> results(ApplicationStatus status) {
        return status.operationState() == null || status.operationState().syncResult() == null
                ? List.of()
                : status.operationState().syncResult().resources();
    }

    private void applyIn(String syncPolicy) {
        applyObject("", """
                project: %s
                source: {repoURL: "%s", targetRevision: main, path: environments/prod}
                destination: {server: "https://kubernetes.default.svc", namespace: %s}
                syncPolicy:
                  %s
                """.formatted(app, server.url("team/config"), app, syncPolicy));
    }

    /** The project of the Application, which has its name. */
    private void project(String spec) {
        client.resource("apiVersion: argoproj.io/v1alpha1\nkind: AppProject\nmetadata: {name: " + app + ", namespace: "
                        + plane + "}\nspec:\n" + spec.indent(2))
                .fieldManager("testkit")
                .forceConflicts()
                .serverSideApply();
    }

    private void object(String apiVersion, String kind, String name, String more) {
        client.resource("apiVersion: " + apiVersion + "\nkind: " + kind + "\nmetadata: {name: " + name + ", namespace: "
                        + app + "}\n" + more)
                .create();
    }
}
