package dev.capstan.cli.rollback;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.api.helm.HelmRelease;
import dev.capstan.api.helm.ReleaseRollback;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.ToolkitKeys;
import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.cluster.Kubernetes;
import dev.capstan.cli.release.HelmReleaseLookup;
import dev.capstan.cli.release.Revision;
import dev.capstan.cli.release.RevisionLookup;
import dev.capstan.cli.terminal.PrintableText;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks for a rollback, and waits for what comes of it. */
final class RollbackRun {

    private final PrintWriter out;
    private final Duration timeout;
    private final boolean isNotAwaited;

    RollbackRun(PrintWriter out, Duration timeout, boolean isNotAwaited) {
        this.out = out;
        this.timeout = timeout;
        this.isNotAwaited = isNotAwaited;
    }

    /**
     * Returns whether the release was rolled back, or was asked to be.
     *
     * @throws CommandFailure when there is nothing to ask for
     */
    boolean run(Path kubeconfig, Optional<String> namespace, String name, Optional<Integer> wanted) {
        try (KubernetesClient client = Kubernetes.connect(kubeconfig)) {
            HelmRelease object = new HelmReleaseLookup(client, namespace).one(name);
            if (object.getSpec().suspend()) {
                throw new CommandFailure(
                        "HelmRelease %s is suspended, so its controller would do nothing. Resume it first, or commit suspend: false"
                                .formatted(object.key()));
            }
            long target = target(object, new RevisionLookup(client).of(object), wanted);
            var resource = client.resources(HelmRelease.class)
                    .inNamespace(object.getMetadata().getNamespace())
                    .withName(name);
            String request = target + "@" + Instant.now();
            ask(resource, object, request);
            out.println("Asked for revision %d of HelmRelease %s".formatted(target, object.key()));
            out.flush();
            return isNotAwaited || outcome(resource, object, request);
        }
    }

    /** The revision to go back to, when what can be seen speaks for it; what cannot be seen the controller decides. */
    static long target(HelmRelease object, RevisionLookup.Revisions known, Optional<Integer> wanted) {
        Revision current = known.current()
                .orElseThrow(
                        () -> new CommandFailure("HelmRelease %s has made no release yet".formatted(object.key())));
        if (wanted.isEmpty()) {
            return known.previousGood()
                    .map(Revision::revision)
                    .orElseThrow(() -> new CommandFailure("No revision before %d of HelmRelease %s was good: %s"
                            .formatted(current.revision(), object.key(), list(known))));
        }
        int target = wanted.get();
        if (target == current.revision()) {
            throw new CommandFailure(
                    "Revision %d of HelmRelease %s is the current one".formatted(target, object.key()));
        }
        Optional<Revision> found = known.revision(target);
        if (found.isEmpty() && known.areAll()) {
            throw new CommandFailure(
                    "HelmRelease %s has no revision %d; there are: %s".formatted(object.key(), target, list(known)));
        }
        found.filter(revision -> !revision.wasDeployed()).ifPresent(revision -> {
            throw new CommandFailure("Revision %d of HelmRelease %s was never deployed as a whole: its status is '%s'"
                    .formatted(target, object.key(), revision.status()));
        });
        return target;
    }

    private static String list(RevisionLookup.Revisions known) {
        return known.revisions().stream()
                .map(revision -> revision.revision() + " " + revision.status())
                .collect(Collectors.joining(", "));
    }

    private static void ask(Resource<HelmRelease> resource, HelmRelease object, String request) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("metadata")
                .putObject("annotations")
                .put(ToolkitKeys.ROLLBACK, request)
                .put(ToolkitKeys.REQUESTED_AT, request);
        try {
            resource.patch(
                    new PatchContext.Builder()
                            .withPatchType(PatchType.JSON_MERGE)
                            .withFieldManager("capstan")
                            .build(),
                    patch.toString());
        } catch (KubernetesClientException e) {
            throw new CommandFailure(
                    "HelmRelease %s cannot be annotated: %s".formatted(object.key(), e.getMessage()), e);
        }
    }

    private boolean outcome(Resource<HelmRelease> resource, HelmRelease object, String request) {
        HelmRelease decided;
        try {
            decided =
                    resource.waitUntilCondition(now -> isDecided(now, request), timeout.toSeconds(), TimeUnit.SECONDS);
        } catch (KubernetesClientTimeoutException e) {
            throw new CommandFailure(
                    "No answer within %d s; it may still come. Look with: capstan get helmreleases %s -n %s"
                            .formatted(
                                    timeout.toSeconds(),
                                    object.getMetadata().getName(),
                                    object.getMetadata().getNamespace()),
                    e);
        }
        String failure = requireNonNull(decided.getStatus().rollback()).failure();
        if (failure != null) {
            throw new CommandFailure(PrintableText.of(failure));
        }
        out.println(PrintableText.of(ready(decided).map(Condition::message).orElse("Rolled back")));
        out.flush();
        return true;
    }

    private static boolean isDecided(@Nullable HelmRelease now, String request) {
        if (now == null) {
            throw new CommandFailure("The HelmRelease was deleted meanwhile");
        }
        ReleaseRollback answer =
                now.getStatus() == null ? null : now.getStatus().rollback();
        return answer != null
                && answer.request().equals(request)
                && (answer.failure() != null || answer.revision() != 0);
    }

    private static Optional<Condition> ready(HelmRelease object) {
        return Conditions.of(object.getStatus().conditions()).get(Condition.READY);
    }
}
