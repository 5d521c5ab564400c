package dev.capstan.image.automation.kube;

import dev.capstan.api.image.ImagePolicy;
import dev.capstan.api.image.ImagePolicyStatus;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.image.automation.policy.KnownPolicy;
import dev.capstan.image.automation.policy.KnownPolicy.Verdict;
import dev.capstan.runtime.watch.KindWatch;
import dev.capstan.runtime.watch.WatchScope;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** ImagePolicies by watch, whatever their labels: those of other shards are written as well. */
final class WatchedPolicies implements AutoCloseable {
    private static final Duration SYNC = Duration.ofSeconds(10);
    private static final String BY_NAMESPACE = "policiesByNamespace";

    private final KindWatch<ImagePolicy> watch;

    /**
     * Prepares the watch; nothing is known before it is started.
     *
     * @param onChange called with a namespace and the policy before and after it became another one for automations
     */
    WatchedPolicies(KubernetesClient client, WatchScope scope, BiConsumer<String, List<KnownPolicy>> onChange) {
        Map<String, Function<ImagePolicy, List<String>>> indexers =
                Map.of(BY_NAMESPACE, policy -> List.of(policy.key().namespace()));
        this.watch = new KindWatch<>(client, scope, ImagePolicy.class, indexers, (before, after) -> {
            Optional<KnownPolicy> was = known(before);
            Optional<KnownPolicy> is = known(after);
            ImagePolicy object = after == null ? before : after;
            if (object != null && !was.equals(is)) {
                List<KnownPolicy> both =
                        Stream.of(was, is).flatMap(Optional::stream).toList();
                onChange.accept(object.key().namespace(), both);
            }
        });
    }

    void start() {
        watch.start(SYNC);
    }

    /** Whether the policies are known; without that nobody can tell which are gone. */
    boolean areKnown() {
        return watch.isSynced();
    }

    /** All policies of a namespace that are not about to go. */
    List<KnownPolicy> of(String namespace) {
        return watch.indexed(BY_NAMESPACE, namespace).stream()
                .flatMap(policy -> known(policy).stream())
                .toList();
    }

    static Optional<KnownPolicy> known(@Nullable ImagePolicy policy) {
        if (policy == null || policy.isMarkedForDeletion()) {
            return Optional.empty();
        }
        ObjectKey key = policy.key();
        Map<String, String> labels = policy.getMetadata().getLabels();
        ImagePolicyStatus status = policy.getStatus();
        ObjectKey repository = policy.undecodable().isPresent()
                ? key
                : policy.getSpec().imageRepositoryRef().from(key.namespace());
        return Optional.of(new KnownPolicy(
                key.name(),
                labels == null ? Map.of() : labels,
                repository,
                status == null ? Optional.empty() : Optional.ofNullable(status.latestRef()),
                policy.undecodable().<Verdict>map(Verdict.Hopeless::new).orElseGet(() -> verdict(status))));
    }

    private static Verdict verdict(@Nullable ImagePolicyStatus status) {
        Conditions conditions = status == null ? Conditions.NONE : Conditions.of(status.conditions());
        Optional<Condition> stalled = conditions.get(Condition.STALLED).filter(Condition::holds);
        if (stalled.isPresent()) {
            return new Verdict.Hopeless(stalled.get().message());
        }
        return conditions
                .get(Condition.READY)
                .filter(ready -> ready.status().equals("False"))
                .<Verdict>map(ready -> new Verdict.Failing(ready.message()))
                .orElseGet(Verdict.Holds::new);
    }

    @Override
    public void close() {
        watch.close();
    }
}
