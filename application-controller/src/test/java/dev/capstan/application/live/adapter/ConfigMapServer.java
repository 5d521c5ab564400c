package dev.capstan.application.live.adapter;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A cluster of ConfigMaps, of which there are none; it counts what it is asked, and answers when it may. */
final class ConfigMapServer {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile Optional<Pause> pause = Optional.empty();
    private volatile boolean isGone;
    private volatile Runnable waitInVain = () -> {};

    ClusterApi api() {
        return (ClusterApi) Proxy.newProxyInstance(
                ClusterApi.class.getClassLoader(),
                new Class<?>[] {ClusterApi.class},
                (api, method, arguments) -> switch (method.getName()) {
                    case "equals" -> api == arguments[0];
                    case "hashCode" -> System.identityHashCode(api);
                    case "toString" -> "a cluster of ConfigMaps";
                    default -> answer(method.getName(), arguments);
                });
    }

    /** From now on it takes until the end of the pause to learn which kinds are served. */
    Pause pauseDiscovery() {
        Pause begun = new Pause();
        pause = Optional.of(begun);
        return begun;
    }

    /** A time without answers. */
    static final class Pause {
        private final CountDownLatch question = new CountDownLatch(1);
        private final CountDownLatch end = new CountDownLatch(1);

        /** Waits until somebody waits for an answer. */
        void awaitQuestion() throws InterruptedException {
            question.await();
        }

        void end() {
            end.countDown();
        }

        private void pass() {
            question.countDown();
            try {
                end.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Does not answer any more. */
    void goAway() {
        goAway(() -> {});
    }

    /** The same; who asks for an object waits in vain. */
    void goAway(Runnable wait) {
        isGone = true;
        waitInVain = wait;
    }

    /** What it was asked, and what was closed. */
    List<String> asked() {
        return asked;
    }

    private Object answer(String method, Object[] arguments) {
        asked.add(method);
        switch (method) {
            case "watch" -> {
                return (ClusterApi.Subscription) () -> asked.add("close");
            }
            case "discover" -> pause.ifPresent(Pause::pass);
            case "get" -> waitInVain.run();
            default -> {}
        }
        if (isGone) {
            return new ApiResult.Unreachable<ObjectNode>("connection refused");
        }
        return new ApiResult.Ok<>(
                switch (method) {
                    case "discover" -> arguments[0].equals("version") ? version() : kinds(arguments[0].equals("api"));
                    case "list", "listMetadata" -> nothing();
                    default -> throw new AssertionError("No " + method + " was expected");
                },
                false);
    }

    private static ObjectNode version() {
        return JSON.objectNode().put("gitVersion", "v1.34.1");
    }

    private static ObjectNode kinds(boolean isCore) {
        ObjectNode document = JSON.objectNode();
        var items = document.putArray("items");
        if (isCore) {
            ObjectNode group = items.addObject();
            group.putObject("metadata");
            ObjectNode version = group.putArray("versions").addObject().put("version", "v1");
            var resources = version.putArray("resources");
            resources
                    .addObject()
                    .put("resource", "configmaps")
                    .put("scope", "Namespaced")
                    .putObject("responseKind")
                    .put("kind", "ConfigMap");
            resources
                    .addObject()
                    .put("resource", "secrets")
                    .put("scope", "Namespaced")
                    .putObject("responseKind")
                    .put("kind", "Secret");
        }
        return document;
    }

    private static ObjectNode nothing() {
        ObjectNode list = JSON.objectNode();
        list.putObject("metadata").put("resourceVersion", "10");
        list.putArray("items");
        return list;
    }
}
