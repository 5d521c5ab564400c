package dev.capstan.application.status;

import dev.capstan.api.argo.Application;
import dev.capstan.api.argo.ApplicationSummary;
import dev.capstan.api.argo.HealthStatus;
import dev.capstan.api.argo.ResourceStatus;
import dev.capstan.application.compare.Refreshed;
import dev.capstan.application.operate.Timestamps;
import dev.capstan.argo.compare.SyncStatus;
import dev.capstan.argo.health.Health;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code status.resources}, {@code status.health} and {@code status.summary}. */
final class ResourceSection {
    private ResourceSection() {}

    /** The health of the Application; the time is that of its last other status. */
    static HealthStatus health(Health health, @Nullable HealthStatus before, Instant now) {
        String status = health.status().word();
        Optional<String> since = Optional.ofNullable(before)
                .filter(it -> status.equals(it.status()))
                .map(HealthStatus::lastTransitionTime);
        return new HealthStatus(status, textOf(health.message()), since.orElseGet(() -> Timestamps.write(now)));
    }

    static List<ResourceStatus> lines(Refreshed.Compared compared) {
        return compared.comparison().resources().stream()
                .map(line -> line(line, Optional.ofNullable(compared.healths().get(line.key()))))
                .toList();
    }

    /** Fields without a say are left out, as Go's {@code omitempty} does. */
    private static ResourceStatus line(dev.capstan.argo.compare.ResourceStatus line, Optional<Health> health) {
        return new ResourceStatus(
                textOf(line.key().group()),
                textOf(line.version()),
                line.key().kind(),
                textOf(line.key().namespace()),
                line.key().name(),
                line.status().map(SyncStatus::toString).orElse(null),
                health.map(it -> new HealthStatus(it.status().word(), textOf(it.message()), null))
                        .orElse(null),
                line.isHook() ? true : null,
                line.requiresPruning() ? true : null,
                line.requiresDeletionConfirmation() ? true : null,
                line.wave() == 0 ? null : line.wave());
    }

    static ApplicationSummary summary(Refreshed.Compared compared) {
        boolean hasApplications = compared.comparison().resources().stream()
                .anyMatch(line -> line.key().isKind(Application.GROUP, "Application"));
        return new ApplicationSummary(
                compared.summary().externalUrls(), compared.summary().images(), hasApplications ? true : null);
    }

    private static @Nullable String textOf(String text) {
        return text.isEmpty() ? null : text;
    }
}
