package dev.capstan.cli.suspend;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.cluster.Kubernetes;
import dev.capstan.cli.cluster.SuspendSwitch;
import dev.capstan.cli.cluster.ToolkitObject;
import dev.capstan.cli.cluster.ToolkitObjects;
import dev.capstan.cli.terminal.PrintableText;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Suspends objects. */
final class SuspendRun {

    private final PrintWriter out;

    SuspendRun(PrintWriter out) {
        this.out = out;
    }

    /** @throws CommandFailure when one of them is not there, or must not be changed */
    void run(Path kubeconfig, Optional<String> namespace, ObjectSelection selection, Optional<String> reason) {
        selection.named();
        try (KubernetesClient client = Kubernetes.connect(kubeconfig)) {
            var objects = new ToolkitObjects(client, namespace);
            List<ToolkitObject> found = selection.in(objects);
            for (ToolkitObject object : found) {
                boolean wasSuspended = object.isSuspended();
                if (!wasSuspended || reason.isPresent()) {
                    objects.patch(object, SuspendSwitch.suspending(object.kind(), reason));
                }
                out.println(PrintableText.of(object.title()
                        + (wasSuspended ? " was suspended already" : " suspended")
                        + reason.or(() -> wasSuspended ? SuspendSwitch.reason(object) : Optional.empty())
                                .map(": "::concat)
                                .orElse("")));
            }
            if (found.isEmpty()) {
                out.println("There are no %s to suspend"
                        .formatted(selection.named().kind().plural()));
            }
            out.flush();
        }
    }
}
