package dev.capstan.application.set.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.set.SetWrites.Written;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.argo.set.plan.SetPlan.Change;
import dev.capstan.argo.set.plan.SetPlan.Deletion;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClusterSetWritesTest {
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final ObjectNode live = object("a");
    private ApiResult<ObjectNode> answer = new ApiResult.Ok<>(object("a"), true);

    private static ObjectNode object(String name) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.putObject("metadata").put("name", name);
        return object;
    }

    /** Every request is written down, as a verb, a name and what is sent. */
    private final ClusterApi api = (ClusterApi) Proxy.newProxyInstance(
            ClusterApi.class.getClassLoader(), new Class<?>[] {ClusterApi.class}, (_, method, arguments) -> {
                ObjectRef object = (ObjectRef) arguments[0];
                Object content = arguments.length > 1 ? arguments[1] : "";
                requests.add(method.getName() + " " + object.name() + " " + content);
                return method.getName().equals("get") ? new ApiResult.Ok<>(live, false) : answer;
            });

    private final ClusterSetWrites writes = new ClusterSetWrites(api, "argocd");

    @Test
    void nothingIsCreatedButWhatASetDecidesOn() {
        ObjectNode generated = object("a");
        generated.put("apiVersion", "argoproj.io/v1alpha1").put("kind", "Application");
        generated.withObject("/metadata").put("resourceVersion", "7").put("uid", "x");
        generated.withObject("/spec").put("project", "default");
        generated.withObject("/status/sync").put("status", "Synced");

        assertThat(writes.create(List.of(generated))).containsExactly(new Written.Done("a", Optional.of(object("a"))));
        assertThat(requests)
                .containsExactly("create a {\"apiVersion\":\"argoproj.io/v1alpha1\",\"kind\":\"Application\","
                        + "\"spec\":{\"project\":\"default\"},\"metadata\":{\"name\":\"a\"}}");
    }

    @Test
    void aChangeNamesTheVersionThatWasLookedAt() {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("spec").put("project", "other");

        writes.change(List.of(new Change("a", "7", patch)));

        assertThat(requests)
                .containsExactly(
                        "mergePatch a {\"spec\":{\"project\":\"other\"},\"metadata\":{\"resourceVersion\":\"7\"}}");
    }

    @Test
    void aFinalizerThatNobodyCouldTakeOffGoesFirst() {
        live.withObject("/metadata")
                .put("uid", "u")
                .put("resourceVersion", "7")
                .putArray("finalizers")
                .add("example.com/other")
                .add("resources-finalizer.argocd.argoproj.io");

        assertThat(writes.delete(List.of(new Deletion("a", "u", true))))
                .containsExactly(new Written.Done("a", Optional.empty()));
        assertThat(requests).hasSize(3);
        assertThat(requests.get(1))
                .isEqualTo(
                        "mergePatch a {\"metadata\":{\"finalizers\":[\"example.com/other\"],\"resourceVersion\":\"7\"}}");
        assertThat(requests.get(2)).startsWith("delete a DeleteOptions[uid=u");
    }

    @Test
    void answersAreTold() {
        answer = new ApiResult.Refused<>(409, "AlreadyExists", "it exists", List.of(), Optional.empty());
        assertThat(writes.create(List.of(object("a")))).containsExactly(new Written.Overtaken("a"));
        answer = new ApiResult.Refused<>(404, "NotFound", "it is gone", List.of(), Optional.empty());
        assertThat(writes.delete(List.of(new Deletion("a", "u", false)))).containsExactly(new Written.Overtaken("a"));
        answer = new ApiResult.Refused<>(422, "Invalid", "x".repeat(2_000), List.of(), Optional.empty());
        assertThat(writes.create(List.of(object("a"))).getFirst())
                .isEqualTo(new Written.Refused("a", "x".repeat(500) + "…"));
    }

    @Test
    void anApiServerThatDoesNotAnswerIsNotAskedAThousandTimes() {
        answer = new ApiResult.Unreachable<>("connection refused");
        List<ObjectNode> many =
                IntStream.range(0, 1_000).mapToObj(i -> object("app-" + i)).toList();

        assertThat(writes.create(many)).allMatch(Written.Unanswered.class::isInstance);
        assertThat(requests).hasSizeLessThan(100);
    }
}
