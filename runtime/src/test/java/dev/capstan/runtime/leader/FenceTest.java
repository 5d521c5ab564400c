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

    @Test
    void aDryRunIsNoWrite() {
        fence.shut();

        assertThatCode(() -> send("PATCH", OBJECTS + "/a?fieldManager=b&dryRun=All"))
                .doesNotThrowAnyException();
    }

    /** Only the server's own parameter makes a dry run of a request. */
    @ParameterizedTest
    @ValueSource(
            strings = {OBJECTS + "/dryRun=All", OBJECTS + "?dryRun=", OBJECTS + "?dryrun=All", OBJECTS + "?xdryRun=All"
            })
    void whatOnlyLooksLikeADryRunIsAWrite(String path) {
        fence.shut();

        assertThatThrownBy(() -> send("POST", path)).isInstanceOf(Fence.NotLeading.class);
    }

    @Test
    void aShutFenceLetsNotEvenALeasePass() {
        fence.guardBy(() -> true);
        fence.shut();

        assertThatThrownBy(() -> send("PUT", LEASES))
                .isInstanceOf(Fence.NotLeading.class)
                .hasMessageContaining("only reads");
        assertThatCode(() -> send("GET", OBJECTS)).doesNotThrowAnyException();
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
