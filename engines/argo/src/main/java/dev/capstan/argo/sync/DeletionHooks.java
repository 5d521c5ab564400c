package dev.capstan.argo.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.annotation.DeletionHook;
import dev.capstan.argo.annotation.Hook;
import dev.capstan.argo.annotation.HookDeletePolicy;
import dev.capstan.argo.health.Health;
import dev.capstan.argo.health.HealthStatus;
import dev.capstan.argo.object.Metadata;
import dev.capstan.argo.object.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The hooks that run before or after the objects of an application are deleted. A hook that fails is deleted and made anew,
 * so that the deletion goes on once its cause is gone. Pure.
 */
public final class DeletionHooks {

    private DeletionHooks() {}

    /** What happens next. */
    public sealed interface Step {

        /** Make these, and look again. */
        record Create(List<ObjectNode> manifests) implements Step {
            public Create {
                manifests = List.copyOf(manifests);
            }
        }

        /** Delete these, which failed, and try again later. */
        record Retry(List<ObjectKey> failed, String message) implements Step {
            public Retry {
                failed = List.copyOf(failed);
            }
        }

        /** Delete these, which have had their use. */
        record Delete(List<ObjectKey> hooks) implements Step {
            public Delete {
                hooks = List.copyOf(hooks);
            }
        }

        record Wait(String message) implements Step {}

        record Done() implements Step {}
    }

    /**
     * The next step of running the hooks.
     *
     * @param manifests all manifests of the application, with marks and namespace
     * @param live all live objects of the application
     * @param health of a live object; empty for kinds without a rule
     */
    public static Step run(
            DeletionHook type,
            List<ObjectNode> manifests,
            Map<ObjectKey, ObjectNode> live,
            Function<ObjectNode, Optional<Health>> health) {
        List<ObjectNode> missing = manifests.stream()
                .filter(manifest -> type.isOn(manifest) && !isThere(type, manifest, live))
                .toList();
        if (!missing.isEmpty()) {
            return new Step.Create(missing);
        }
        List<ObjectKey> failed = new ArrayList<>();
        List<ObjectKey> running = new ArrayList<>();
        live.forEach((key, object) -> {
            if (type.isOn(object)) {
                HealthStatus status = statusOf(object, health);
                if (status == HealthStatus.DEGRADED) {
                    failed.add(key);
                } else if (status == HealthStatus.PROGRESSING) {
                    running.add(key);
                }
            }
        });
        if (!failed.isEmpty()) {
            List<String> names = failed.stream()
                    .sorted()
                    .map(key -> key.namespace() + "/" + key.name())
                    .toList();
            return new Step.Retry(
                    failed.stream().sorted().toList(), type + " hook(s) failed: " + String.join(", ", names));
        }
        return running.isEmpty() ? new Step.Done() : waiting("completion of hook", running);
    }

    /** A hook without a name of its own is there when one is that the API server named after it. */
    private static boolean isThere(DeletionHook type, ObjectNode manifest, Map<ObjectKey, ObjectNode> live) {
        ObjectKey wanted = ObjectKey.of(manifest);
        String prefix = Metadata.of(manifest).generateName();
        return live.containsKey(wanted)
                || (wanted.name().isEmpty()
                        && live.entrySet().stream()
                                .filter(entry -> type.isOn(entry.getValue()))
                                .map(Map.Entry::getKey)
                                .anyMatch(key -> key.isKind(wanted.group(), wanted.kind())
                                        && key.namespace().equals(wanted.namespace())
                                        && key.name().startsWith(prefix)));
    }

    /** The next step of removing hooks that ran, as far as their policies ask for it. */
    public static Step cleanUp(
            DeletionHook type, Map<ObjectKey, ObjectNode> live, Function<ObjectNode, Optional<Health>> health) {
        HealthStatus worst = HealthStatus.HEALTHY;
        for (ObjectNode object : live.values()) {
            HealthStatus status = type.isOn(object) ? statusOf(object, health) : HealthStatus.HEALTHY;
            worst = status.isWorseThan(worst) ? status : worst;
        }
        List<ObjectKey> due = new ArrayList<>();
        List<ObjectKey> going = new ArrayList<>();
        for (Map.Entry<ObjectKey, ObjectNode> entry : live.entrySet()) {
            if (type.isOn(entry.getValue()) && isDue(Hook.of(entry.getValue()), worst)) {
                (Metadata.of(entry.getValue()).isDeleting() ? going : due).add(entry.getKey());
            }
        }
        if (!due.isEmpty()) {
            return new Step.Delete(due.stream().sorted().toList());
        }
        return going.isEmpty() ? new Step.Done() : waiting("deletion of hook", going);
    }

    private static boolean isDue(Hook hook, HealthStatus worst) {
        return (worst == HealthStatus.HEALTHY && hook.deletePolicies().contains(HookDeletePolicy.HOOK_SUCCEEDED))
                || (worst == HealthStatus.DEGRADED && hook.deletePolicies().contains(HookDeletePolicy.HOOK_FAILED));
    }

    private static HealthStatus statusOf(ObjectNode object, Function<ObjectNode, Optional<Health>> health) {
        return health.apply(object).map(Health::status).orElse(HealthStatus.HEALTHY);
    }

    private static Step waiting(String what, List<ObjectKey> keys) {
        ObjectKey first = keys.stream().sorted().findFirst().orElseThrow();
        String more = keys.size() > 1 ? " and " + (keys.size() - 1) + " more hooks" : "";
        return new Step.Wait("waiting for " + what + " " + first.display() + more);
    }
}
