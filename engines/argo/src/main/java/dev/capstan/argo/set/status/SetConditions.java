package dev.capstan.argo.set.status;

import dev.capstan.argo.set.status.SetCondition.Type;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How the conditions of a set follow one another. Pure: from the conditions before to those after. */
public final class SetConditions {
    private static final String ALL_GENERATED = "All generators have given their parameters";
    private static final String UP_TO_DATE = "All Applications are as the set says";

    private SetConditions() {}

    /** After everything went well. */
    public static List<SetCondition> upToDate(List<SetCondition> before, boolean isRollingSync, Instant now) {
        String reason = SetReason.UP_TO_DATE.wireName();
        return next(
                before,
                List.of(
                        generated(),
                        SetCondition.of(Type.RESOURCES_UP_TO_DATE, true, reason, UP_TO_DATE),
                        SetCondition.of(Type.ERROR_OCCURRED, false, reason, UP_TO_DATE)),
                isRollingSync,
                now);
    }

    /**
     * After something went wrong.
     *
     * @param isGenerated whether the parameters were generated before it did
     */
    public static List<SetCondition> failed(
            List<SetCondition> before,
            SetReason reason,
            String message,
            boolean isGenerated,
            boolean isRollingSync,
            Instant now) {
        String general = SetReason.ERROR_OCCURRED.wireName();
        return next(
                before,
                List.of(
                        isGenerated ? generated() : SetCondition.of(Type.PARAMETERS_GENERATED, false, general, message),
                        SetCondition.of(Type.ERROR_OCCURRED, true, reason.wireName(), message),
                        SetCondition.of(Type.RESOURCES_UP_TO_DATE, false, general, message)),
                isRollingSync,
                now);
    }

    /** After a step of a rollout was looked at; what is said of other things stays. */
    public static List<SetCondition> rollout(List<SetCondition> before, List<SetCondition> claims, Instant now) {
        List<SetCondition> all = new ArrayList<>(claims);
        all.add(generated());
        return next(before, all, true, now);
    }

    private static SetCondition generated() {
        return SetCondition.of(
                Type.PARAMETERS_GENERATED, true, SetReason.PARAMETERS_GENERATED.wireName(), ALL_GENERATED);
    }

    /** Claims that are made anew replace those of their type; what does not roll out says nothing of it. */
    private static List<SetCondition> next(
            List<SetCondition> before, List<SetCondition> claims, boolean isRollingSync, Instant now) {
        Set<Type> renewed = EnumSet.noneOf(Type.class);
        claims.forEach(claim -> renewed.add(claim.type()));
        if (!isRollingSync) {
            renewed.add(Type.ROLLOUT_PROGRESSING);
            renewed.add(Type.INVALID_ROLLOUT_CONFIG);
        }
        Instant time = now.truncatedTo(ChronoUnit.SECONDS);
        List<SetCondition> after = new ArrayList<>();
        before.stream()
                .filter(condition -> !renewed.contains(condition.type()))
                .map(condition -> condition.lastTransitionTime().isPresent() ? condition : condition.at(time))
                .forEach(after::add);
        for (SetCondition claim : claims) {
            Optional<SetCondition> same =
                    before.stream().filter(claim::saysTheSameAs).findFirst();
            after.add(same.orElse(claim.at(time)));
        }
        after.sort(Comparator.comparing(
                (SetCondition condition) -> condition.type().wireName()));
        return List.copyOf(after);
    }

    /**
     * How well a set is.
     *
     * @param status {@code Degraded}, {@code Progressing}, {@code Healthy} or {@code Unknown}
     * @param message text for people
     */
    public record Health(String status, String message) {}

    /** What the conditions together say of the health of their set. */
    public static Health health(List<SetCondition> conditions) {
        if (conditions.isEmpty()) {
            return new Health("Unknown", "The set has no conditions yet");
        }
        return holding(conditions, Type.ERROR_OCCURRED, "Degraded")
                .or(() -> holding(conditions, Type.ROLLOUT_PROGRESSING, "Progressing"))
                .or(() -> holding(conditions, Type.RESOURCES_UP_TO_DATE, "Healthy"))
                .orElse(new Health("Unknown", "Nothing is known of the Applications of the set yet"));
    }

    private static Optional<Health> holding(List<SetCondition> conditions, Type type, String status) {
        return conditions.stream()
                .filter(condition -> condition.type() == type && condition.holds())
                .findFirst()
                .map(condition -> new Health(status, condition.message()));
    }
}
