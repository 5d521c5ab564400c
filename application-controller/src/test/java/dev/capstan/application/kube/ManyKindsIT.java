package dev.capstan.application.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.argo.ApplicationStatus;
import dev.capstan.api.argo.ResourceStatus;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the API server fills in is no difference: after the first sync of objects of many kinds, nothing is written again, and who syncs once
 * more by hand changes nothing. Otherwise an Application that heals itself would never come to rest.
 */
class ManyKindsIT extends CountedRequestsFixture {
    /** What lies in no namespace goes with the Application. */
    @AfterEach
    void deleteEverything() {
        patch("{\"metadata\":{\"finalizers\":[\"resources-finalizer.argocd.argoproj.io/background\"]}}");
        application().delete();
        patiently().until(() -> find().isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "false, true", "true, true"})
    void nothingIsChangedTwice(boolean isServerSide, boolean isComparedByServer) {
        String first = commit(Map.of("objects.yaml", objects()));
        apply("""
                annotations: {argocd.argoproj.io/compare-options: ServerSideDiff=%s}
                """.formatted(isComparedByServer), """
                syncPolicy:
                  automated: {prune: true, selfHeal: true}
                  syncOptions: [CreateNamespace=true, ServerSideApply=%s]
                """.formatted(isServerSide));
        ApplicationStatus synced = await(it -> (phase(it).equals("Succeeded") && isSynced(it, first))
                || phase(it).equals("Failed"));
        assertThat(notSynced(synced)).isEmpty();
        assertThat(phase(synced)).isEqualTo("Succeeded");
        proxy.settledRequests(app);
        proxy.reset();

        patch("{\"metadata\":{\"annotations\":{\"argocd.argoproj.io/refresh\":\"hard\"}}}");
        patiently()
                .until(() -> find().filter(it ->
                                it.annotation("argocd.argoproj.io/refresh").isEmpty())
                        .isPresent());
        assertThat(written()).isEmpty();

        Map<String, String> before = versions(synced);
        patch("{\"operation\":{\"sync\":{\"revision\":\"" + first + "\"}}}");
        await(it -> phase(it).equals("Succeeded") && it.history().size() == 2);

        assertThat(versions(synced)).isEqualTo(before);
        assertThat(notSynced(await(it -> isSynced(it, first)))).isEmpty();
    }

    /** What was written of the objects, in their namespace and outside of all. */
    private List<String> written() {
        proxy.settledRequests(app);
        return proxy.requests().stream()
                .filter(it -> it.contains(app) && !it.startsWith("GET "))
                .filter(it -> !it.contains("/applications/") && !it.contains("/events"))
                .filter(it -> !it.endsWith(" (dry run)"))
                .toList();
    }

    /** What tells that an object was changed: its generation; where it has none, nobody else writes it, and its version. */
    private Map<String, String> versions(ApplicationStatus status) {
        Map<String, String> versions = new TreeMap<>();
        for (ResourceStatus resource : status.resources()) {
            String group = resource.group() == null ? "" : resource.group() + "/";
            var kind = client.genericKubernetesResources(group + resource.version(), resource.kind());
            ObjectMeta metadata = (resource.namespace() == null
                            ? kind.withName(resource.name())
                            : kind.inNamespace(resource.namespace()).withName(resource.name()))
                    .get()
                    .getMetadata();
            versions.put(
                    named(resource),
                    metadata.getGeneration() == null
                            ? "version " + metadata.getResourceVersion()
                            : "generation " + metadata.getGeneration());
        }
        return versions;
    }

    private static List<String> notSynced(ApplicationStatus status) {
        return status.resources().stream()
                .filter(it -> !"Synced".equals(it.status()))
                .map(ManyKindsIT::named)
                .toList();
    }

    private static String named(ResourceStatus resource) {
        return resource.kind() + "/" + resource.name() + " " + resource.status();
    }

    private String objects() {
        try (InputStream file = ManyKindsIT.class.getResourceAsStream("many-kinds.yaml")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8).replace("$APP", app);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
