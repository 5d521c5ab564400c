package dev.capstan.cli.inspection;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.apply.health.Health;
import dev.capstan.apply.health.HealthRules;
import dev.capstan.apply.health.HealthStatus;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Deployment or StatefulSet with what belongs to it, at one moment.
 *
 * @param workload the object
 * @param pods its pods
 * @param events of its namespace
 * @param claims of its namespace
 */
public record WorkloadSnapshot(
        HasMetadata workload, List<Pod> pods, List<Event> events, List<PersistentVolumeClaim> claims) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> PULL = Set.of(
            "ErrImagePull",
            "ImagePullBackOff",
            "InvalidImageName",
            "ErrImageNeverPull",
            "RegistryUnavailable",
            "ImageInspectError");

    /** Copies the lists. */
    public WorkloadSnapshot {
        pods = List.copyOf(pods);
        events = List.copyOf(events);
        claims = List.copyOf(claims);
    }

    /** Its kind and name. */
    public String title() {
        return workload.getKind() + " " + name();
    }

    private String name() {
        return workload.getMetadata().getName();
    }

    /** Whether it is ready, and if not, why not. */
    public Readiness readiness(Instant now) {
        Health health = HealthRules.kstatus().assess(JSON.valueToTree(workload), now);
        if (health.isCurrent()) {
            return Readiness.ready();
        }
        Optional<Readiness> worst = pods.stream()
                .filter(pod -> !isReady(pod) && pod.getMetadata().getDeletionTimestamp() == null)
                .map(this::ofPod)
                .max(Comparator.comparing(Readiness::state));
        if (worst.filter(Readiness::isBlocked).isPresent()) {
            return worst.get();
        }
        return refusedPods()
                .or(() -> worst)
                .or(() -> health.status() == HealthStatus.FAILED
                        ? Optional.of(Readiness.blocked(health.message(), "Look at its pods and events."))
                        : Optional.empty())
                .orElseGet(() -> Readiness.waiting(pods.isEmpty() ? "it has no pod yet" : health.message()));
    }

    private static boolean isReady(Pod pod) {
        return condition(pod, "Ready")
                .filter(it -> it.getStatus().equals("True"))
                .isPresent();
    }

    private static Optional<PodCondition> condition(Pod pod, String type) {
        return pod.getStatus() == null
                ? Optional.empty()
                : pod.getStatus().getConditions().stream()
                        .filter(condition -> condition.getType().equals(type))
                        .findFirst();
    }

    /** Pods that the API server did not let it make: no rights, a quota, the level of pod security. */
    private Optional<Readiness> refusedPods() {
        if (!pods.isEmpty()) {
            return Optional.empty();
        }
        return warning("FailedCreate", name())
                .map(why -> Readiness.blocked(
                        "its pod cannot be made: " + why,
                        why.contains("exceeded quota")
                                ? "Raise the ResourceQuota of the namespace."
                                : why.contains("PodSecurity")
                                        ? "The namespace admits other pods only; look at its pod-security labels."
                                        : "An admission rule of the cluster refuses it; ask who runs it."));
    }

    private Readiness ofPod(Pod pod) {
        List<ContainerStatus> containers = pod.getStatus() == null
                ? List.of()
                : Stream.concat(
                                pod.getStatus().getInitContainerStatuses().stream(),
                                pod.getStatus().getContainerStatuses().stream())
                        .toList();
        for (ContainerStatus container : containers) {
            Optional<Readiness> blocked = ofContainer(pod, container);
            if (blocked.isPresent()) {
                return blocked.get();
            }
        }
        return condition(pod, "PodScheduled")
                .filter(scheduled -> scheduled.getStatus().equals("False"))
                .map(scheduled -> unscheduled(pod, String.valueOf(scheduled.getMessage())))
                .orElseGet(() -> starting(pod));
    }

    private Optional<Readiness> ofContainer(Pod pod, ContainerStatus container) {
        ContainerStateWaiting waiting =
                container.getState() == null ? null : container.getState().getWaiting();
        String reason = waiting == null ? "" : String.valueOf(waiting.getReason());
        String message = waiting == null || waiting.getMessage() == null ? "" : waiting.getMessage();
        if (PULL.contains(reason)) {
            String said = warning("Failed", pod.getMetadata().getName())
                    .filter(text -> text.contains("pull"))
                    .orElse(message);
            return Optional.of(
                    PullFailure.explain(container.getImage(), reason.equals("InvalidImageName") ? reason : said));
        }
        if (reason.equals("CreateContainerConfigError") || reason.equals("CreateContainerError")) {
            return Optional.of(Readiness.blocked(
                    "its container cannot be made: " + message,
                    "Make what is missing; `capstan install` makes its Secrets."));
        }
        ContainerStateTerminated last = container.getLastState() == null
                ? null
                : container.getLastState().getTerminated();
        if (reason.equals("CrashLoopBackOff") || (last != null && container.getRestartCount() > 1)) {
            return Optional.of(Readiness.blocked("its container ends again and again" + end(last), logs(last)));
        }
        return Optional.empty();
    }

    private static String end(@Nullable ContainerStateTerminated last) {
        if (last == null) {
            return "";
        }
        return "OOMKilled".equals(last.getReason())
                ? ": it needs more memory than its limit"
                : ": exit code " + last.getExitCode()
                        + (last.getMessage() == null || last.getMessage().isBlank()
                                ? ""
                                : ", " + last.getMessage().strip());
    }

    private static String logs(@Nullable ContainerStateTerminated last) {
        return last != null && "OOMKilled".equals(last.getReason())
                ? "Raise the memory limit of its Deployment."
                : "Its log says why: capstan logs.";
    }

    private Readiness unscheduled(Pod pod, String why) {
        return pendingClaim(pod)
                .map(claim -> Readiness.blocked(
                        "its volume claim %s is pending%s"
                                .formatted(
                                        claim.getMetadata().getName(),
                                        newest(claim.getMetadata().getName())
                                                .map(": "::concat)
                                                .orElse("")),
                        "Does its storage class exist and make volumes? --storage-class names another."))
                .orElseGet(() -> Readiness.blocked(
                        "no node takes its pod: " + why, "Give the cluster room, or a node that fits."));
    }

    private Optional<PersistentVolumeClaim> pendingClaim(Pod pod) {
        return pod.getSpec().getVolumes().stream()
                .filter(volume -> volume.getPersistentVolumeClaim() != null)
                .flatMap(volume -> claims.stream()
                        .filter(claim -> claim.getMetadata()
                                .getName()
                                .equals(volume.getPersistentVolumeClaim().getClaimName())))
                .filter(claim -> claim.getStatus() == null
                        || !"Bound".equals(claim.getStatus().getPhase()))
                .findFirst();
    }

    private Readiness starting(Pod pod) {
        String phase =
                pod.getStatus() == null ? "" : String.valueOf(pod.getStatus().getPhase());
        if (phase.equals("Running")) {
            return Readiness.waiting("its pod runs and is not ready yet"
                    + warning("Unhealthy", pod.getMetadata().getName())
                            .map(" (%s)"::formatted)
                            .orElse(""));
        }
        return warning("FailedMount", pod.getMetadata().getName())
                .map(why -> Readiness.waiting("its pod waits for a volume: " + why))
                .orElseGet(() -> Readiness.waiting("its pod starts"));
    }

    /** The newest warning of a reason about an object, or about what has its name as a prefix. */
    private Optional<String> warning(String reason, String object) {
        return events.stream()
                .filter(event -> reason.equals(event.getReason()))
                .filter(event -> event.getInvolvedObject().getName() != null
                        && event.getInvolvedObject().getName().startsWith(object))
                .max(Comparator.comparing(WorkloadSnapshot::time))
                .map(event -> String.valueOf(event.getMessage()).strip());
    }

    private Optional<String> newest(String object) {
        return events.stream()
                .filter(event -> object.equals(event.getInvolvedObject().getName()))
                .max(Comparator.comparing(WorkloadSnapshot::time))
                .map(event -> String.valueOf(event.getMessage()).strip());
    }

    private static String time(Event event) {
        if (event.getLastTimestamp() != null) {
            return event.getLastTimestamp();
        }
        return event.getEventTime() == null || event.getEventTime().getTime() == null
                ? ""
                : event.getEventTime().getTime();
    }
}
