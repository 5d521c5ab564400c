package dev.capstan.cli.delete;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.cluster.Kubernetes;
import dev.capstan.cli.cluster.ToolkitObject;
import dev.capstan.cli.cluster.ToolkitObjects;
import dev.capstan.cli.kind.KindWords;
import dev.capstan.cli.terminal.PrintableText;
import dev.capstan.cli.terminal.SlowNotice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Deletes objects after a question, and waits until they are gone. */
final class DeleteRun {

    private final PrintWriter out;
    private final BufferedReader answers;
    private final Duration timeout;
    private final boolean isWaiting;

    /** @param answers where the answer to a question comes from */
    DeleteRun(PrintWriter out, BufferedReader answers, Duration timeout, boolean isWaiting) {
        this.out = out;
        this.answers = answers;
        this.timeout = timeout;
        this.isWaiting = isWaiting;
    }

    /**
     * Returns whether they were deleted: not when somebody said no.
     *
     * @throws CommandFailure when one of them is not there, or when it does not go
     */
    boolean run(Path kubeconfig, Optional<String> namespace, KindWords.Named named, boolean isAgreed)
            throws IOException {
        try (KubernetesClient client = Kubernetes.connect(kubeconfig)) {
            var objects = new ToolkitObjects(client, namespace);
            List<ToolkitObject> found = named.names().stream()
                    .distinct()
                    .map(name -> objects.one(named.kind(), name))
                    .toList();
            for (ToolkitObject object : found) {
                print(object.title());
                DeletionEffect.of(object).forEach(line -> print("  " + line));
                object.label("kustomize.toolkit.fluxcd.io/name")
                        .ifPresent(owner -> print(
                                "  It is applied by the Kustomization %s, which brings it back; remove it from Git."
                                        .formatted(object.label("kustomize.toolkit.fluxcd.io/namespace")
                                                .map(where -> where + "/" + owner)
                                                .orElse(owner))));
            }
            if (!isAgreed && !agrees(found.size())) {
                print("Nothing was deleted");
                return false;
            }
            found.forEach(object -> delete(objects, object));
            if (isWaiting) {
                found.forEach(object -> awaitEnd(objects, object));
            }
            return true;
        }
    }

    private boolean agrees(int count) throws IOException {
        out.print(count == 1 ? "Delete it? [y/N] " : "Delete these %d objects? [y/N] ".formatted(count));
        out.flush();
        String answer =
                Objects.requireNonNullElse(answers.readLine(), "").strip().toLowerCase(Locale.ROOT);
        return answer.equals("y") || answer.equals("yes");
    }

    private static void delete(ToolkitObjects objects, ToolkitObject object) {
        try {
            objects.resource(object).delete();
        } catch (KubernetesClientException refusal) {
            throw new CommandFailure(
                    "%s cannot be deleted: %s".formatted(object.title(), refusal.getMessage()), refusal);
        }
    }

    private void awaitEnd(ToolkitObjects objects, ToolkitObject object) {
        try (SlowNotice _ = SlowNotice.over("waiting until %s is gone".formatted(object.title()))) {
            objects.resource(object)
                    .waitUntilCondition(
                            now -> now == null
                                    || !Objects.equals(
                                            now.getMetadata().getUid(),
                                            object.resource().getMetadata().getUid()),
                            timeout.toMillis(),
                            TimeUnit.MILLISECONDS);
        } catch (KubernetesClientTimeoutException late) {
            throw new CommandFailure(
                    "%s is still there after %d s: its finalizers wait for %s. Does it run? Nothing is lost, it goes when they are done"
                            .formatted(
                                    object.title(),
                                    timeout.toSeconds(),
                                    object.kind().controller()),
                    late);
        }
        print(object.title() + " deleted");
    }

    private void print(String line) {
        out.println(PrintableText.of(line));
        out.flush();
    }
}
