package dev.capstan.runtime.leader;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.http.Interceptor.RequestTags;
import io.fabric8.kubernetes.client.http.StandardHttpRequest;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FenceTest {
    private static final String OBJECTS = "/api/v1/namespaces/apps/configmaps";
    private static final String LEASES = "/apis/coordination.k8s.io/v1/namespaces/flux-system/leases/source";

    private final Fence fence = new Fence();

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "patch"})
    void nothingIsWrittenWithoutTheLease(String method) {
        fence.guardBy(() -> false);

        assertThatThrownBy(() -> send(method, OBJECTS)).isInstanceOf(Fence.NotLeading.class);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, " + OBJECTS,
        "get, " + OBJECTS,
        "HEAD, " + OBJECTS,
        "OPTIONS, " + OBJECTS,
        "PUT, " + LEASES,
        "POST, " + LEASES
    })
    void readsAndLeasesAlwaysPass(String method, String path) {
        fence.guardBy(() -> false);

        assertThatCode(() -> send(method, path)).doesNotThrowAnyException();
    }

    /** A name that somebody chose does not open the fence. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/namespaces/apis/coordination.k8s.io/v1",
                "/apis/coordination.k8s.io.example.org/v1/leases",
                "/apis/apps/v1/deployments?x=/apis/coordination.k8s.io/"
            })
    void onlyLeasesOfKubernetesPass(String path) {
        fence.guardBy(() -> false);

        assertThatThrownBy(() -> send("POST", path)).isInstanceOf(Fence.NotLeading.class);
    }

    @Test
    void permissionIsAskedForAtEveryWrite() {
        var isLeading = new AtomicBoolean(true);
        fence.guardBy(isLeading::get);
        send("POST", OBJECTS);

        isLeading.set(false);

        assertThatThrownBy(() -> send("POST", OBJECTS)).isInstanceOf(Fence.NotLeading.class);
    }

    @Test
    void withoutAnElectionEverythingPasses() {
        assertThatCode(() -> send("DELETE", OBJECTS)).doesNotThrowAnyException();
    }

    private void send(String method, String path) {
        var request = new StandardHttpRequest(Map.of(), URI.create("https://127.0.0.1:6443" + path), method, "{}");
        fence.before(request.newBuilder(), request, new NoTags());
    }

    private static final class NoTags implements RequestTags {
        @Override
        public <T> @Nullable T getTag(Class<T> type) {
            return null;
        }
    }
}
