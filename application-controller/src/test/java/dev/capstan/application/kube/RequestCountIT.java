package dev.capstan.application.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many requests the ways of an Application of four objects cost; watches do not count. */
class RequestCountIT extends CountedRequestsFixture {
    /** From here on every kind is discovered, and watched in this namespace. */
    @BeforeEach
    void firstSync() {
        createNamespace(app);
        String first = commit(Map.of(
                "a.yaml", configMap("a", "first"),
                "b.yaml", configMap("b", "first"),
                "c.yaml", configMap("c", "first"),
                "d.yaml", configMap("d", "first")));
        applySeed();
        awaitSynced(first);
        await(it -> phase(it).equals("Succeeded"));
        count();
        proxy.reset();
    }

    @Test
    void aPushCostsOneRequestForEachObjectThatChanged() {
        String second = commit(Map.of("a.yaml", configMap("a", "changed"), "b.yaml", configMap("b", "changed")));
        refresh();
        awaitSynced(second);
        await(it -> phase(it).equals("Succeeded"));

        assertThat(count()).hasSize(2).allMatch(it -> it.startsWith("PATCH "));
        assertThat(writesOfTheApplication()).hasSize(2);
    }

    @Test
    void aHealCostsOneRequest() {
        live("a").patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\":{\"value\":\"by hand\"}}");
        awaitValue("a", "first");

        assertThat(count()).hasSize(1).allMatch(it -> it.startsWith("PATCH "));
        assertThat(writesOfTheApplication()).hasSize(2);
    }

    @Test
    void anObjectThatIsGoneFromTheSourceCostsOneDeletion() {
        repository.delete("environments/prod/d.yaml");
        String second = repository.commit("Delete d");
        refresh();
        awaitSynced(second);
        awaitGone("d");

        assertThat(count()).filteredOn(it -> it.startsWith("DELETE ")).hasSize(1);
        assertThat(count())
                .filteredOn(it -> it.startsWith("PATCH ") || it.startsWith("POST "))
                .isEmpty();
    }

    @Test
    void aRefreshThatFindsNothingWritesOnlyThatItIsDone() {
        refresh();
        patiently()
                .until(() -> find().filter(it ->
                                it.annotation("argocd.argoproj.io/refresh").isEmpty())
                        .isPresent());

        assertThat(count()).isEmpty();
        assertThat(writesOfTheApplication()).hasSize(1);
    }

    private void refresh() {
        patch("{\"metadata\":{\"annotations\":{\"argocd.argoproj.io/refresh\":\"normal\"}}}");
    }

    /** What was asked about objects in the namespace of the Application, once nothing is asked any more. */
    private List<String> count() {
        proxy.settledRequests(plane);
        return proxy.settledRequests(app);
    }

    private List<String> writesOfTheApplication() {
        return proxy.requests(plane).stream()
                .filter(it -> it.startsWith("PATCH ") && it.endsWith("/applications/" + app))
                .toList();
    }
}
