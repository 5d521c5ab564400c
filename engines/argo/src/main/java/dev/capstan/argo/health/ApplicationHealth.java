package dev.capstan.argo.health;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The health of an application: the worst of its resources', in the order of {@link HealthStatus}. Hooks, resources
 * that are to be ignored, the application itself, and kinds without a rule have no say; nor has a child application
 * that is missing or unknown.
 */
public final class ApplicationHealth {

    private static final int NAMED = 3;
    private static final int LONGEST = 300;

    private ApplicationHealth() {}

    /**
     * The health of an application out of its resources'. Without resources it is healthy. Wanted objects that are not
     * there make it missing only when not one of its objects is there; that is the rule of Argo CD 3.6, earlier ones
     * took one for enough.
     *
     * @return the status, and in the message which resources it is due to, the first few of them by name; no message
     *     when healthy
     */
    public static Health of(Collection<AssessedResource> resources) {
        List<AssessedResource> counting =
                resources.stream().filter(AssessedResource::counts).toList();
        if (!counting.isEmpty() && counting.stream().noneMatch(AssessedResource::isLive)) {
            return new Health(HealthStatus.MISSING, "none of its %d resources is there".formatted(counting.size()));
        }
        HealthStatus worst = HealthStatus.HEALTHY;
        for (AssessedResource resource : counting) {
            Optional<Health> vote = resource.vote();
            if (vote.isPresent() && vote.get().status().isWorseThan(worst)) {
                worst = vote.get().status();
            }
        }
        return new Health(worst, worst == HealthStatus.HEALTHY ? "" : culprits(counting, worst));
    }

    /** What an application is whose comparison failed: nothing is known of its resources. */
    public static Health afterFailedComparison() {
        return Health.unknown("");
    }

    private static String culprits(List<AssessedResource> resources, HealthStatus status) {
        List<AssessedResource> due = resources.stream()
                .filter(resource ->
                        resource.vote().filter(vote -> vote.status() == status).isPresent())
                .toList();
        String named = String.join(
                "; ",
                due.stream().limit(NAMED).map(ApplicationHealth::described).toList());
        return due.size() > NAMED ? named + " and " + (due.size() - NAMED) + " more" : named;
    }

    private static String described(AssessedResource resource) {
        String message = resource.vote().map(Health::message).orElse("");
        String reason = message.length() > LONGEST ? message.substring(0, LONGEST) + "…" : message;
        return reason.isEmpty() ? resource.name() : resource.name() + ": " + reason;
    }
}
