package dev.capstan.application.kube;

import dev.capstan.api.argo.Application;
import dev.capstan.application.run.Checkpoint;
import dev.capstan.application.run.PassOutcome;
import dev.capstan.runtime.object.WriteContention;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;

/** The Application while a pass writes to it. Of one pass, and not for several threads. */
final class WrittenCheckpoint implements Checkpoint {
    private final BiFunction<Application, PassOutcome, Application> write;
    private Application latest;
    private Optional<RuntimeException> failure = Optional.empty();

    /**
     * @param seen the Application that the pass looks at
     * @param write writes an outcome to an Application, and gives what it is then; the same one when it is gone
     */
    WrittenCheckpoint(Application seen, BiFunction<Application, PassOutcome, Application> write) {
        this.latest = seen;
        this.write = write;
    }

    /** The Application as it was written last. */
    Application latest() {
        return latest;
    }

    /** Why a write failed, when the pass was interrupted by that, and not by a change of the Application. */
    Optional<RuntimeException> failure() {
        return failure;
    }

    @Override
    public boolean keep(PassOutcome soFar) {
        Application before = latest;
        try {
            latest = write.apply(before, soFar);
        } catch (KubernetesClientException | WriteContention notWritten) {
            failure = Optional.of(notWritten);
            return false;
        }
        return latest != before
                && Objects.equals(latest.getSpec(), before.getSpec())
                && !latest.isMarkedForDeletion()
                && !ApplicationTriggers.isSkipped(latest);
    }
}
