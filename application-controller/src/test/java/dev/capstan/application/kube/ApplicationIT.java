package dev.capstan.application.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.argo.ApplicationStatus;
import dev.capstan.api.argo.RevisionHistory;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What an Application that syncs itself does on a real API server, from a real Git server. */
class ApplicationIT extends CountedRequestsFixture {
    /** Remotes are looked at every other second, so that nobody has to tell. */
    @Override
    void prepare() {
        client.resource("""
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: argocd-cm
                  namespace: %s
                  labels: {app.kubernetes.io/part-of: argocd}
                data: {timeout.reconciliation: 2s}
                """.formatted(plane)).serverSideApply();
    }

    @Test
    void theSeedIsSyncedPushedHealedPrunedAndReverted() {
        String first = commit(Map.of("one.yaml", configMap("one", "a"), "two.yaml", configMap("two", "a")));
        applySeed();

        ApplicationStatus synced = awaitSynced(first);
        awaitValue("one", "a");
        assertThat(health(synced)).isEqualTo("Healthy");
        assertThat(Objects.requireNonNull(live("one").get().getMetadata().getAnnotations()))
                .containsEntry("argocd.argoproj.io/tracking-id", app + ":/ConfigMap:" + app + "/one");
        await(it -> phase(it).equals("Succeeded") && it.history().size() == 1);

        String second = commit(Map.of("one.yaml", configMap("one", "b")));
        awaitValue("one", "b");
        awaitSynced(second);

        live("one").patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\":{\"value\":\"by hand\"}}");
        awaitValue("one", "b");

        repository.delete("environments/prod/two.yaml");
        String third = repository.commit("Delete two");
        awaitGone("two");
        awaitSynced(third);

        repository.git("revert", "--no-edit", third);
        repository.git("push", "-q", "origin", "HEAD");
        String fourth = repository.head();
        awaitValue("two", "a");
        ApplicationStatus reverted = awaitSynced(fourth);
        assertThat(await(it -> it.history().size() >= 4).history())
                .extracting(RevisionHistory::revision)
                .containsSubsequence(first, second, third, fourth);
        assertThat(reverted.conditions()).isEmpty();
    }

    @Test
    void aBrokenCommitIsShownWhileTheLastStateStays() {
        String good = commit(Map.of("one.yaml", configMap("one", "a")));
        applySeed();
        awaitSynced(good);

        String broken = commit(Map.of("one.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: [\n"));
        ApplicationStatus failed = await(it -> conditions(it).contains("ComparisonError"));
        assertThat(sync(failed)).isEqualTo("Unknown");
        assertThat(value("one")).contains("a");

        repository.git("revert", "--no-edit", broken);
        repository.git("push", "-q", "origin", "HEAD");
        assertThat(awaitSynced(repository.head()).conditions()).isEmpty();
        assertThat(value("one")).contains("a");
    }

    @Test
    void whatIsDeletedByHandComesBack() {
        String first = commit(Map.of("one.yaml", configMap("one", "a")));
        applySeed();
        awaitSynced(first);
        String uid = live("one").get().getMetadata().getUid();

        live("one").delete();

        patiently()
                .until(
                        () -> live("one").get(),
                        it -> it != null && !it.getMetadata().getUid().equals(uid));
        awaitValue("one", "a");
    }

    @Test
    void nothingIsAskedWhenNothingChanges() {
        String first = commit(Map.of("one.yaml", configMap("one", "a"), "two.yaml", configMap("two", "a")));
        applySeed();
        awaitSynced(first);
        await(it -> phase(it).equals("Succeeded"));
        proxy.settledRequests(plane);

        proxy.reset();
        long fetches = server.count(it -> it.path().endsWith("/info/refs"));
        patiently().until(() -> server.count(it -> it.path().endsWith("/info/refs")) >= fetches + 2);

        assertThat(proxy.requests(plane)).isEmpty();
        assertThat(proxy.requests(app)).isEmpty();
    }

    @Test
    void peopleAreToldWhatHappened() {
        String first = commit(Map.of("one.yaml", configMap("one", "a")));
        applySeed();
        awaitSynced(first);

        patiently()
                .until(
                        this::events,
                        it -> it.contains("OperationStarted: Initiated automated sync to " + first)
                                && it.contains("OperationCompleted: Sync operation to " + first + " succeeded")
                                && it.contains("ResourceUpdated: Updated sync status: OutOfSync -> Synced"));
    }

    @Test
    void aProjectThatIsMissingIsSaidAndHeardOfWhenItComes() {
        String first = commit(Map.of("one.yaml", configMap("one", "a")));
        applyObject("", """
                project: late
                source: {repoURL: "%s", targetRevision: main, path: environments/prod}
                destination: {server: "https://kubernetes.default.svc", namespace: %s}
                syncPolicy: {automated: {}, syncOptions: [CreateNamespace=true]}
                """.formatted(server.url("team/config"), app));
        assertThat(await(it -> conditions(it).contains("InvalidSpecError")).conditions())
                .singleElement()
                .satisfies(it -> assertThat(it.message()).contains("late"));

        client.resource("""
                apiVersion: argoproj.io/v1alpha1
                kind: AppProject
                metadata: {name: late, namespace: %s}
                spec:
                  sourceRepos: ["*"]
                  destinations: [{server: "*", namespace: "*"}]
                  clusterResourceWhitelist: [{group: "*", kind: "*"}]
                """.formatted(plane)).serverSideApply();

        awaitSynced(first);
        awaitValue("one", "a");
    }
}
