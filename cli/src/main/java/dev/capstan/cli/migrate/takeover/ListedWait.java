package dev.capstan.cli.migrate.takeover;

import dev.capstan.cli.CommandFailure;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Waits, by a watch, until nothing of all objects of a kind is open any more. */
final class ListedWait {
    private ListedWait() {}

    /**
     * Waits.
     *
     * @param open what is open of all objects of the kind, for people
     * @param late what is said of what is still open in the end, which a list then shows
     * @throws CommandFailure when something is, or the command is ended
     */
    static void until(
            KubernetesClient client,
            ResourceDefinitionContext kind,
            Duration patience,
            Function<List<GenericKubernetesResource>, List<String>> open,
            Function<List<String>, String> late) {
        var resources = client.genericKubernetesResources(kind).inAnyNamespace();
        CompletableFuture<List<GenericKubernetesResource>> all =
                resources.informOnCondition(list -> open.apply(list).isEmpty());
        try {
            all.get(patience.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException unended) {
            List<String> left = open.apply(resources.list().getItems());
            if (!left.isEmpty()) {
                throw new CommandFailure(late.apply(left), unended);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted", interrupted);
        } finally {
            all.cancel(true);
        }
    }
}
