package dev.capstan.cli.suspend;

import dev.capstan.api.meta.Condition;
import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.cluster.Kubernetes;
import dev.capstan.cli.cluster.SuspendSwitch;
import dev.capstan.cli.cluster.ToolkitObject;
import dev.capstan.cli.cluster.ToolkitObjects;
import dev.capstan.cli.reconcile.Reconcilable;
import dev.capstan.cli.reconcile.Reconciliation;
import dev.capstan.cli.terminal.PrintableText;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes suspended objects up again, and waits for their next reconciliation. */
final class ResumeRun {

    private final PrintWriter out;
    private final Duration timeout;
    private final boolean isWaiting;

    ResumeRun(PrintWriter out, Duration timeout, boolean isWaiting) {
        this.out = out;
        this.timeout = timeout;
        this.isWaiting = isWaiting;
    }

    private record Asked(ToolkitObject object, Reconciliation reconciliation) {}

    /**
     * Resumes all, then waits for each.
     *
     * @throws CommandFailure when one of them is not there, must not be changed, or is not ready afterwards
     */
    void run(Path kubeconfig, Optional<String> namespace, ObjectSelection selection) {
        selection.named();
        try (KubernetesClient client = Kubernetes.connect(kubeconfig)) {
            var objects = new ToolkitObjects(client, namespace);
            List<Asked> asked = new ArrayList<>();
            List<ToolkitObject> found = selection.in(objects);
            for (ToolkitObject object : found) {
                if (!object.isSuspended() && selection.isAll()) {
                    continue;
                }
                ToolkitObject resumed = objects.patch(object, SuspendSwitch.resuming(object.kind()));
                print(object.title() + (object.isSuspended() ? " resumed" : " was not suspended"));
                if (isWaiting && Reconcilable.obstacle(object).isEmpty() && !object.isBeingDeleted()) {
                    asked.add(new Asked(resumed, Reconciliation.ask(objects, resumed)));
                }
            }
            if (found.stream().noneMatch(ToolkitObject::isSuspended) && selection.isAll()) {
                print("No %s are suspended".formatted(selection.named().kind().plural()));
            }
            List<String> failures =
                    asked.stream().flatMap(it -> outcome(it).stream()).toList();
            if (!failures.isEmpty()) {
                throw new CommandFailure(String.join("\n", failures));
            }
        }
    }

    private Optional<String> outcome(Asked asked) {
        Condition ready;
        try {
            ready = asked.reconciliation().await(timeout).ready().orElseThrow();
        } catch (CommandFailure unanswered) {
            return Optional.of(String.valueOf(unanswered.getMessage()));
        }
        if (!ready.holds()) {
            return Optional.of("%s is not ready: %s: %s"
                    .formatted(asked.object().title(), ready.reason(), PrintableText.of(ready.message())));
        }
        print("%s: %s".formatted(asked.object().title(), ready.message()));
        return Optional.empty();
    }

    private void print(String line) {
        out.println(PrintableText.of(line));
        out.flush();
    }
}
