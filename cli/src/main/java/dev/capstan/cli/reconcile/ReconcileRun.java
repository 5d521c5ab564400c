package dev.capstan.cli.reconcile;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.ToolkitKeys;
import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.cluster.Kubernetes;
import dev.capstan.cli.cluster.References;
import dev.capstan.cli.cluster.ToolkitObject;
import dev.capstan.cli.cluster.ToolkitObjects;
import dev.capstan.cli.kind.KindWords;
import dev.capstan.cli.terminal.PrintableText;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks for reconciliations, the sources first where that is wanted, and prints what came of each. */
final class ReconcileRun {

    /** How far sources of sources are followed; a HelmRelease has a chart, which has a repository. */
    private static final int DEPTH = 3;

    private final PrintWriter out;
    private final Duration timeout;
    private final boolean isWaiting;

    ReconcileRun(PrintWriter out, Duration timeout, boolean isWaiting) {
        this.out = out;
        this.timeout = timeout;
        this.isWaiting = isWaiting;
    }

    /**
     * Asks and waits.
     *
     * @throws CommandFailure when there is nothing to ask for, or when the object is not ready afterwards
     */
    void run(Path kubeconfig, Optional<String> namespace, ReconcileRequest request) {
        KindWords.Named named = request.object();
        try (KubernetesClient client = Kubernetes.connect(kubeconfig)) {
            var objects = new ToolkitObjects(client, namespace);
            ToolkitObject object = objects.one(named.kind(), named.onlyName());
            Reconcilable.require(object);
            if (request.isWithSource()) {
                sources(objects, object, DEPTH).forEach(source -> reconcile(objects, source, Map.of()));
            }
            reconcile(objects, object, marks(request));
        }
    }

    /** The farthest first. All are looked up before anything is asked for. */
    private static List<ToolkitObject> sources(ToolkitObjects objects, ToolkitObject object, int depth) {
        Map<String, ToolkitObject> found = new LinkedHashMap<>();
        for (References.Reference reference : References.sources(object)) {
            ToolkitObject source = objects.inNamespace(reference.kind(), reference.namespace(), reference.name())
                    .orElseThrow(() -> new CommandFailure(
                            "%s, the source of %s, does not exist".formatted(reference.title(), object.title())));
            if (depth > 1) {
                sources(objects, source, depth - 1).forEach(far -> found.putIfAbsent(far.title(), far));
            }
            if (source.isSuspended()) {
                Reconcilable.require(source);
            }
            if (Reconcilable.obstacle(source).isEmpty()) {
                found.putIfAbsent(source.title(), source);
            }
        }
        return List.copyOf(found.values());
    }

    private static Map<String, String> marks(ReconcileRequest request) {
        Map<String, String> marks = new LinkedHashMap<>();
        if (request.isForced()) {
            marks.put(ToolkitKeys.FORCE_AT, "");
        }
        if (request.isReset()) {
            marks.put(ToolkitKeys.RESET_AT, "");
        }
        return marks;
    }

    private void reconcile(ToolkitObjects objects, ToolkitObject object, Map<String, String> marks) {
        long start = System.nanoTime();
        var request = Reconciliation.ask(objects, object, marks.keySet());
        if (!isWaiting) {
            print("%s: asked".formatted(object.title()));
            return;
        }
        ToolkitObject answered = request.await(timeout);
        Condition ready = answered.ready().orElseThrow();
        if (!ready.holds()) {
            throw new CommandFailure("%s is not ready: %s: %s"
                    .formatted(object.title(), ready.reason(), PrintableText.of(ready.message())));
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        print("%s: %s (%.1f s)".formatted(object.title(), Outcome.of(answered), took.toMillis() / 1000.0));
        if (object.kind() != ToolkitKind.IMAGE_UPDATE_AUTOMATION) {
            print("  " + ready.message());
        }
    }

    private void print(String line) {
        out.println(PrintableText.of(line));
        out.flush();
    }
}
