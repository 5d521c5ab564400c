package dev.capstan.applier.dependency.kube;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.applier.identity.ApplyTarget;
import dev.capstan.applier.identity.ApplyTargets;
import dev.capstan.applier.identity.IdentityRequest;
import dev.capstan.applier.identity.TargetParts;
import dev.capstan.apply.Applier;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.ResourceCatalog;
import dev.capstan.apply.cluster.Selection;
import dev.capstan.apply.watch.ManagedObjects;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A cluster that serves ConfigMaps and counts who watches what. Nothing else can be asked. */
final class WatchedCluster {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Set<String> names = ConcurrentHashMap.newKeySet();
    private final List<Watch> watches = new CopyOnWriteArrayList<>();
    private final AtomicInteger faults = new AtomicInteger();
    private final ClusterApi api = as("controller");
    private final ResourceCatalog catalog = new ResourceCatalog(api, Clock.systemUTC());

    private record Watch(String who, String what, ClusterApi.WatchListener listener) {}

    ClusterApi api() {
        return api;
    }

    /** Whoever names an account works with its rights, all others with those of the controller. */
    ApplyTargets targets() {
        return scripted(ApplyTargets.class, Map.of("atHome", args -> {
            String account = ((IdentityRequest) args[0]).serviceAccountName();
            return new ApplyTargets.Choice.Usable(target(account == null ? "controller" : account));
        }));
    }

    private ApplyTarget target(String actor) {
        ManagedObjects managed = scripted(ManagedObjects.class, Map.of());
        var parts = new TargetParts(as(actor), catalog, managed, new Applier(catalog, managed, Clock.systemUTC()));
        return scripted(ApplyTarget.class, Map.of("actor", _ -> actor, "parts", _ -> parts));
    }

    /** Listing breaks with a bug, so many times. */
    void breaks(int times) {
        faults.set(times);
    }

    /** How many of these are still to come. */
    int faultsLeft() {
        return faults.get();
    }

    /** The object is there. */
    void holds(String name) {
        names.add(name);
    }

    /** The object comes, and those who watch it hear of it. */
    void comes(String name) {
        holds(name);
        watches.stream()
                .filter(watch -> watch.what().equals(name))
                .forEach(watch -> watch.listener().event("ADDED", object(name)));
    }

    /** The watches that are open: who watches what. */
    List<String> openWatches() {
        return watches.stream().map(watch -> watch.who() + ": " + watch.what()).toList();
    }

    private ClusterApi as(String who) {
        return scripted(
                ClusterApi.class,
                Map.of(
                        "discover", args -> new ApiResult.Ok<>(discovery((String) args[0]), false),
                        "list", args -> new ApiResult.Ok<>(list((Selection) args[0]), false),
                        "listMetadata",
                                args -> {
                                    if (faults.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                                        throw new IllegalStateException("a bug");
                                    }
                                    return new ApiResult.Ok<>(list((Selection) args[0]), false);
                                },
                        "get",
                                args -> names.contains(((ObjectRef) args[0]).name())
                                        ? new ApiResult.Ok<>(object(((ObjectRef) args[0]).name()), false)
                                        : new ApiResult.Refused<>(404, "NotFound", "no", List.of(), Optional.empty()),
                        "watch",
                                args -> opened(new Watch(
                                        who, nameIn((Selection) args[0]), (ClusterApi.WatchListener) args[2]))));
    }

    private ClusterApi.Subscription opened(Watch watch) {
        watches.add(watch);
        return () -> watches.remove(watch);
    }

    private static String nameIn(Selection selection) {
        return selection.fieldSelector().isEmpty()
                ? "every definition"
                : selection.fieldSelector().substring("metadata.name=".length());
    }

    private ObjectNode list(Selection selection) {
        ObjectNode list = JSON.objectNode();
        list.putObject("metadata").put("resourceVersion", "10");
        var items = list.putArray("items");
        Optional.of(nameIn(selection)).filter(names::contains).ifPresent(name -> items.add(object(name)));
        return list;
    }

    private static ObjectNode object(String name) {
        ObjectNode object = JSON.objectNode();
        object.put("apiVersion", "v1").put("kind", "ConfigMap");
        object.putObject("metadata").put("name", name).put("namespace", "apps").put("resourceVersion", "12");
        return object;
    }

    private static ObjectNode discovery(String path) {
        ObjectNode document = JSON.objectNode();
        if (path.equals("api")) {
            ObjectNode group = document.putArray("items").addObject();
            group.putObject("metadata");
            ObjectNode version = group.putArray("versions").addObject().put("version", "v1");
            ObjectNode resource = version.putArray("resources").addObject();
            resource.put("resource", "configmaps").put("scope", "Namespaced");
            resource.putObject("responseKind").put("kind", "ConfigMap");
        }
        return document;
    }

    private static <T> T scripted(Class<T> type, Map<String, Function<Object[], Object>> answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, method, args) -> {
            Function<Object[], Object> answer = answers.get(method.getName());
            if (answer == null) {
                throw new AssertionError("No " + method.getName() + " was expected");
            }
            return answer.apply(args == null ? new Object[0] : args);
        }));
    }
}
