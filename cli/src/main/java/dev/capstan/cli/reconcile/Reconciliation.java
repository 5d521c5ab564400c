package dev.capstan.cli.reconcile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.api.kind.RequestMark;
import dev.capstan.api.meta.Condition;
import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.Launcher;
import dev.capstan.cli.cluster.ToolkitObject;
import dev.capstan.cli.cluster.ToolkitObjects;
import dev.capstan.cli.terminal.PrintableText;
import dev.capstan.cli.terminal.SlowNotice;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One request to look at an object now. */
public final class Reconciliation {

    private final ToolkitObjects objects;
    private final ToolkitObject object;
    private final String request;

    private Reconciliation(ToolkitObjects objects, ToolkitObject object, String request) {
        this.objects = objects;
        this.object = object;
        this.request = request;
    }

    /**
     * Asks.
     *
     * @param marks further annotations that carry the same token
     * @throws CommandFailure when the object cannot be annotated
     */
    static Reconciliation ask(ToolkitObjects objects, ToolkitObject object, Collection<String> marks) {
        String request = Instant.now().toString();
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        ObjectNode annotations = patch.putObject("metadata").putObject("annotations");
        RequestMark own = RequestMark.of(object.kind(), request);
        annotations.put(own.annotation(), own.value());
        marks.forEach(mark -> annotations.put(mark, request));
        objects.patch(object, patch.toString());
        return new Reconciliation(objects, object, request);
    }

    /** Asks without anything special. */
    public static Reconciliation ask(ToolkitObjects objects, ToolkitObject object) {
        return ask(objects, object, List.of());
    }

    /**
     * Waits until the request was handled and the object is ready or has failed.
     *
     * @throws CommandFailure when that does not happen in time, or when the object is deleted or suspended meanwhile
     */
    public ToolkitObject await(Duration timeout) {
        try (SlowNotice notice =
                SlowNotice.over("waiting for " + object.kind().controller() + " to answer for " + object.title())) {
            GenericKubernetesResource answered = objects.resource(object)
                    .waitUntilCondition(now -> isAnswered(now, notice), timeout.toMillis(), TimeUnit.MILLISECONDS);
            return ToolkitObject.of(answered);
        } catch (KubernetesClientTimeoutException e) {
            throw new CommandFailure(late(timeout), e);
        }
    }

    private boolean isAnswered(@Nullable GenericKubernetesResource now, SlowNotice notice) {
        if (now == null) {
            throw new CommandFailure(object.title() + " was deleted meanwhile");
        }
        ToolkitObject current = ToolkitObject.of(now);
        if (current.isSuspended()) {
            throw new CommandFailure(object.title() + " was suspended meanwhile");
        }
        if (isHandled(current) || isBusy(current)) {
            notice.goesOnWith(current.title()
                    + current.ready()
                            .map(ready -> ": " + PrintableText.of(firstLine(ready.message())))
                            .orElse(""));
        }
        return current.hasAnswered(request);
    }

    private boolean isHandled(ToolkitObject current) {
        return current.hasTakenUp(request);
    }

    private static boolean isBusy(ToolkitObject current) {
        return current.conditions().isTrue(Condition.RECONCILING);
    }

    /** Why there was no answer, as far as the object says it. */
    private String late(Duration timeout) {
        Optional<ToolkitObject> now = objects.inNamespace(object.kind(), object.namespace(), object.name());
        String controller = object.kind().controller();
        if (now.filter(this::isHandled).isPresent()
                || now.filter(Reconciliation::isBusy).isPresent()) {
            return "%s is not ready after %s s: %s"
                    .formatted(
                            object.title(),
                            timeout.toSeconds(),
                            PrintableText.of(now.flatMap(ToolkitObject::ready)
                                    .map(ready -> ready.reason() + ": " + ready.message())
                                    .orElse("it says nothing yet")));
        }
        return "No controller has answered for %s in %d s. Does %s run, and does it watch the namespace %s? Look with: %s logs --kind %s"
                .formatted(
                        object.title(),
                        timeout.toSeconds(),
                        controller,
                        object.namespace(),
                        Launcher.command(),
                        object.kind().kind());
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
