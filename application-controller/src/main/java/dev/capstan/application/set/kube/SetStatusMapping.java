package dev.capstan.application.set.kube;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.api.argo.HealthStatus;
import dev.capstan.api.argo.ResourceStatus;
import dev.capstan.api.argo.set.ApplicationSetStatus;
import dev.capstan.api.argo.set.SetApplicationStatus;
import dev.capstan.application.set.SetOutcome;
import dev.capstan.application.set.SetState;
import dev.capstan.argo.set.rollout.AppProgress;
import dev.capstan.argo.set.status.SetCondition;
import dev.capstan.argo.set.status.SetConditions;
import dev.capstan.argo.set.status.SetResources;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From the status of a set to what passes remember, and back. Conditions that others have put in stay. */
final class SetStatusMapping {
    /** The status of a set that was never looked at. */
    static final ApplicationSetStatus INITIAL = new ApplicationSetStatus(List.of(), List.of(), List.of(), null, null);

    private static final ObjectMapper JSON = Serialization.jsonMapper();

    private SetStatusMapping() {}

    static SetState state(@Nullable ApplicationSetStatus status) {
        return status == null
                ? new SetState(List.of(), List.of())
                : new SetState(
                        conditions(status),
                        status.applicationStatus().stream()
                                .map(SetStatusMapping::progress)
                                .toList());
    }

    static List<SetCondition> conditions(ApplicationSetStatus status) {
        return status.conditions().stream()
                .flatMap(it -> SetCondition.Type.named(it.type()).stream()
                        .map(type -> new SetCondition(
                                type, it.status(), it.reason(), it.message(), time(it.lastTransitionTime()))))
                .toList();
    }

    private static AppProgress progress(SetApplicationStatus status) {
        return new AppProgress(
                status.application(),
                AppProgress.Status.named(status.status()),
                step(status.step()),
                status.targetRevisions(),
                status.message(),
                time(status.lastTransitionTime()));
    }

    private static int step(String step) {
        try {
            return Integer.parseInt(step);
        } catch (NumberFormatException odd) {
            return -1;
        }
    }

    private static Optional<Instant> time(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeException odd) {
            return Optional.empty();
        }
    }

    /** The status with what is remembered; the list of Applications stays. */
    static ApplicationSetStatus with(ApplicationSetStatus stored, SetState state) {
        return new ApplicationSetStatus(
                conditions(stored, state.conditions()),
                state.progress().stream().map(SetStatusMapping::status).toList(),
                stored.resources(),
                stored.resourcesCount(),
                stored.health());
    }

    /** The status after a pass. */
    static ApplicationSetStatus with(ApplicationSetStatus stored, SetOutcome outcome, Instant now) {
        ApplicationSetStatus told = with(stored, outcome.state());
        return new ApplicationSetStatus(
                told.conditions(),
                told.applicationStatus(),
                resources(outcome.resources()),
                (long) outcome.resources().count(),
                health(stored.health(), outcome.health(), now));
    }

    /** The status with other conditions, and the health that they mean. */
    static ApplicationSetStatus with(ApplicationSetStatus stored, List<SetCondition> conditions, Instant now) {
        return new ApplicationSetStatus(
                conditions(stored, conditions),
                stored.applicationStatus(),
                stored.resources(),
                stored.resourcesCount(),
                health(stored.health(), SetConditions.health(conditions), now));
    }

    private static List<dev.capstan.api.argo.set.SetCondition> conditions(
            ApplicationSetStatus stored, List<SetCondition> own) {
        List<dev.capstan.api.argo.set.SetCondition> all = new ArrayList<>();
        own.forEach(condition -> all.add(new dev.capstan.api.argo.set.SetCondition(
                condition.type().wireName(),
                condition.status(),
                condition.reason(),
                condition.message(),
                condition.lastTransitionTime().map(Instant::toString).orElse(null))));
        stored.conditions().stream()
                .filter(condition -> SetCondition.Type.named(condition.type()).isEmpty())
                .forEach(all::add);
        return all;
    }

    private static SetApplicationStatus status(AppProgress progress) {
        return new SetApplicationStatus(
                progress.application(),
                progress.status().wireName(),
                Integer.toString(progress.step()),
                progress.targetRevisions(),
                progress.message(),
                progress.lastTransitionTime().map(Instant::toString).orElse(null));
    }

    private static List<ResourceStatus> resources(SetResources resources) {
        return resources.entries().stream()
                .map(entry -> JSON.convertValue(entry, ResourceStatus.class))
                .toList();
    }

    /** The time of a health is when its word changed. */
    private static HealthStatus health(@Nullable HealthStatus before, SetConditions.Health now, Instant time) {
        String since =
                before != null && Objects.equals(before.status(), now.status()) && before.lastTransitionTime() != null
                        ? before.lastTransitionTime()
                        : time.truncatedTo(ChronoUnit.SECONDS).toString();
        return new HealthStatus(now.status(), now.message(), since);
    }
}
