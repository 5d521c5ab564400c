package dev.capstan.runtime.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.source.GitRepository;
import dev.capstan.api.source.GitRepositoryStatus;
import dev.capstan.runtime.status.ReadyState;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

@WithCluster
class StatusWriterIT {
    @Test
    void writesEverythingInOnePatchUnderItsManager(KubernetesClient client, TestNamespace namespace) {
        GitRepository object = create(namespace, client);

        GitRepository written =
                writer(client).write(object, ready(object, "done")).orElseThrow();

        assertThat(written.getStatus().observedGeneration()).isEqualTo(1);
        assertThat(written.getStatus().conditions())
                .extracting(Condition::message)
                .containsExactly("done");
        assertThat(written.getMetadata().getManagedFields()).anySatisfy(entry -> {
            assertThat(entry.getManager()).isEqualTo("test-manager");
            assertThat(entry.getSubresource()).isEqualTo("status");
        });
        assertThat(Long.parseLong(written.getMetadata().getResourceVersion()))
                .isGreaterThan(Long.parseLong(object.getMetadata().getResourceVersion()));
    }

    @Test
    void aMessageArrivesWithEveryCharacter(KubernetesClient client, TestNamespace namespace) {
        String message = "a \u0085 b \u2028 c \u2029 d \u0007 \u007F \u0093 \uFEFF \uFFFE \uD83D\uDE00";
        GitRepository object = create(namespace, client);

        writer(client).write(object, ready(object, message));

        assertThat(client.resource(object).get().getStatus().conditions())
                .extracting(Condition::message)
                .containsExactly(message);
    }

    @Test
    void asksNothingBeforeItWrites(KubernetesClient client, TestNamespace namespace) {
        GitRepository object = create(namespace, client);
        List<String> methods = new CopyOnWriteArrayList<>();

        try (KubernetesClient observed = observed(client, methods)) {
            writer(observed).write(object, ready(object, "done"));
        }

        assertThat(methods).containsExactly("PATCH");
    }

    @Test
    void sendsNothingWhenNothingChanged(KubernetesClient client, TestNamespace namespace) {
        GitRepository object = create(namespace, client);
        GitRepository once = writer(client).write(object, ready(object, "done")).orElseThrow();

        GitRepository twice = writer(client).write(once, ready(once, "done")).orElseThrow();

        assertThat(twice.getMetadata().getResourceVersion())
                .isEqualTo(once.getMetadata().getResourceVersion());
    }

    @Test
    void f116_aConflictIsSolvedOnTheFreshObjectAndKeepsTheSpecAndForeignConditions(
            KubernetesClient client, TestNamespace namespace) {
        GitRepository old = create(namespace, client);
        var resource = client.resources(GitRepository.class)
                .inNamespace(namespace.name())
                .withName("one");
        resource.patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"interval\":\"7m\"}}");
        resource.subresource("status").patch(PatchContext.of(PatchType.JSON_MERGE), """
                        {"status":{"conditions":[{"type":"Foreign","status":"True","reason":"Somebody","message":"else",
                        "lastTransitionTime":"2026-01-01T00:00:00Z"}]}}""");

        GitRepository written = writer(client).write(old, ready(old, "done")).orElseThrow();

        assertThat(written.getSpec().interval().toString()).contains("7m");
        assertThat(written.getStatus().conditions()).extracting(Condition::type).containsExactly("Ready", "Foreign");
    }

    @Test
    void saysThatAnObjectIsGone(KubernetesClient client, TestNamespace namespace) {
        GitRepository object = create(namespace, client);
        client.resource(object).delete();

        assertThat(writer(client).write(object, ready(object, "done"))).isEmpty();
    }

    @Test
    void neverWritesToAnObjectThatWasMadeAnew(KubernetesClient client, TestNamespace namespace) {
        GitRepository old = create(namespace, client);
        client.resource(old).delete();
        GitRepository fresh = create(namespace, client);

        assertThat(writer(client).write(old, ready(old, "done"))).isEmpty();
        assertThat(client.resource(fresh).get().getStatus().conditions()).isEmpty();
    }

    private static UnaryOperator<GitRepositoryStatus> ready(GitRepository object, String message) {
        return new ReadyState.Ready(Reason.SUCCEEDED, message).on(object, Instant.parse("2026-01-01T00:00:00Z"));
    }

    private static KubernetesClient observed(KubernetesClient client, List<String> methods) {
        return new KubernetesClientBuilder()
                .withConfig(client.getConfiguration())
                .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("observer", new Interceptor() {
                    @Override
                    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
                        methods.add(request.method());
                    }
                }))
                .build();
    }

    private static StatusWriter<GitRepository, GitRepositoryStatus> writer(KubernetesClient client) {
        return new StatusWriter<>(
                new ApiObjectClient<>(client, GitRepository.class, "test-manager"), GitRepositoryStatus.INITIAL);
    }

    private static GitRepository create(TestNamespace namespace, KubernetesClient client) {
        namespace.apply("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata: {name: one}
                spec: {interval: 1m, url: "https://example.com/one.git"}
                """);
        return client.resources(GitRepository.class)
                .inNamespace(namespace.name())
                .withName("one")
                .get();
    }
}
